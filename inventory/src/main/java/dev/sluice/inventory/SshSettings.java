package dev.sluice.inventory;

import dev.sluice.document.SecretReference;
import java.util.Optional;

/**
 * How to reach a host by SSH.
 *
 * @param key a private key file, with its certificate {@code KEY-cert.pub} beside it if there is one; without it the agent at SSH_AUTH_SOCK; {@code ~/} is expanded where it is used
 * @param passphrase of the key
 * @param knownHosts a file as in sshd(8); {@code ~/} is expanded where it is used
 * @param jump {@code [user@]host[:port]}
 */
public record SshSettings(
        String user,
        int port,
        Optional<String> key,
        Optional<SecretReference> passphrase,
        String knownHosts,
        Optional<String> jump) {}
