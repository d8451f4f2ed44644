package dev.sluice.ssh;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.SshSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/**
 * The private keys that the inventory names. Each is read and decrypted once: a passphrase is made slow to try on purpose
 * (bcrypt), and a fleet has one key.
 */
final class PrivateKeys {
    private final SecretSource secrets;
    private final Map<Source, KeyPair> read = new HashMap<>();

    private record Source(String file, Optional<SecretReference> passphrase) {}

    PrivateKeys(SecretSource secrets) {
        this.secrets = secrets;
    }

    /** The key of a host; empty when the agent is to be asked. */
    synchronized Optional<KeyPair> of(Host host) throws HostException {
        SshSettings ssh = host.ssh();
        if (ssh.key().isEmpty()) {
            return Optional.empty();
        }
        var source = new Source(ssh.key().get(), ssh.passphrase());
        var known = read.get(source);
        if (known == null) {
            known = read(host, source);
            read.put(source, known);
        }
        return Optional.of(known);
    }

    private KeyPair read(Host host, Source source) throws HostException {
        try {
            // A private key is a secret in a file: the same rules on who may read it, the same errors.
            var text = secrets.resolve(new SecretReference(SecretReference.Kind.FILE, source.file()));
            var passphrase = source.passphrase().isPresent()
                    ? secrets.resolve(source.passphrase().get())
                    : null;
            return decode(host, source, text, passphrase);
        } catch (SecretException missing) {
            throw unusable(host, String.valueOf(missing.getMessage()), "mend ssh.key or ssh.passphrase", missing);
        }
    }

    private static KeyPair decode(Host host, Source source, Secret text, @Nullable Secret passphrase)
            throws HostException {
        boolean[] asked = {false};
        FilePasswordProvider password = (session, resource, attempt) -> {
            asked[0] = true;
            return passphrase == null ? null : passphrase.reveal();
        };
        try {
            var bytes = text.reveal().getBytes(StandardCharsets.UTF_8);
            var pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(source.file()), new ByteArrayInputStream(bytes), password);
            if (pairs != null) {
                return pairs.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            if (asked[0]) {
                throw locked(host, source, passphrase, failed);
            }
            throw unusable(
                    host,
                    "the private key " + source.file() + " cannot be read",
                    "check it with: ssh-keygen -yf " + source.file(),
                    failed);
        }
        throw unusable(
                host,
                source.file() + " holds no private key",
                "ssh.key names the private key, not the .pub beside it",
                null);
    }

    private static HostException locked(Host host, Source source, @Nullable Secret passphrase, Exception cause) {
        return passphrase == null
                ? unusable(
                        host,
                        "the private key " + source.file() + " is encrypted",
                        "name its passphrase, such as ssh.passphrase: env:DEPLOY_KEY_PASSPHRASE",
                        cause)
                : unusable(
                        host,
                        source.passphrase().map(SecretReference::toString).orElse("")
                                + " does not open the private key " + source.file(),
                        "check it with: ssh-keygen -yf " + source.file(),
                        cause);
    }

    private static HostException unusable(Host host, String message, String next, @Nullable Exception cause) {
        var failure = new HostException(host.name(), HostException.Kind.AUTHENTICATION, message, next);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
