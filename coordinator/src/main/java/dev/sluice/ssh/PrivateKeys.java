package dev.sluice.ssh;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
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

    private final Agent agent;

    /** Whether an agent can be used where no key is named. */
    enum Agent {
        PRESENT,
        ABSENT
    }

    PrivateKeys(SecretSource secrets, Agent agent) {
        this.secrets = secrets;
        this.agent = agent;
    }

    /**
     * What to log in with, a certificate before the key that it is of, as ssh(1) does; empty when the agent is used.
     */
    List<KeyPair> of(Server server) throws HostException {
        var file = server.ssh().key();
        if (file.isEmpty()) {
            if (agent == Agent.PRESENT) {
                return List.of();
            }
            throw unusable(
                    server,
                    "there is no key to log in with: neither ssh.key nor an agent at SSH_AUTH_SOCK",
                    "set ssh.key in the inventory, or start an agent; keys in ~/.ssh are never used by default",
                    null);
        }
        var key = key(server, new Source(file.get(), server.ssh().passphrase()));
        var certificate = UserCertificate.beside(server, file.get(), key);
        return certificate.map(signed -> List.of(signed, key)).orElseGet(() -> List.of(key));
    }

    private synchronized KeyPair key(Server server, Source source) throws HostException {
        var known = read.get(source);
        if (known == null) {
            known = read(server, source);
            read.put(source, known);
        }
        return known;
    }

    private KeyPair read(Server server, Source source) throws HostException {
        try {
            // A private key is a secret in a file: the same rules on who may read it, the same errors.
            var text = secrets.resolve(new SecretReference(SecretReference.Kind.FILE, source.file()));
            var passphrase = source.passphrase().isPresent()
                    ? secrets.resolve(source.passphrase().get())
                    : null;
            return decode(server, source, text, passphrase);
        } catch (SecretException missing) {
            throw unusable(server, String.valueOf(missing.getMessage()), "correct ssh.key or ssh.passphrase", missing);
        }
    }

    private static KeyPair decode(Server server, Source source, Secret text, @Nullable Secret passphrase)
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
                throw locked(server, source, passphrase, failed);
            }
            throw unusable(
                    server,
                    "the private key " + source.file() + " cannot be read",
                    "check it with: ssh-keygen -yf " + source.file(),
                    failed);
        }
        throw unusable(
                server,
                source.file() + " contains no private key",
                "ssh.key names the private key, not the .pub beside it",
                null);
    }

    private static HostException locked(Server server, Source source, @Nullable Secret passphrase, Exception cause) {
        return passphrase == null
                ? unusable(
                        server,
                        "the private key " + source.file() + " is encrypted",
                        "set its passphrase, such as ssh.passphrase: env:DEPLOY_KEY_PASSPHRASE",
                        cause)
                : unusable(
                        server,
                        source.passphrase().map(SecretReference::toString).orElse("")
                                + " does not open the private key " + source.file(),
                        "check it with: ssh-keygen -yf " + source.file(),
                        cause);
    }

    static HostException unusable(Server server, String message, String next, @Nullable Exception cause) {
        var failure = new HostException(server.host(), HostException.Kind.AUTHENTICATION, message, next);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
