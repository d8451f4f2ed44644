package dev.sluice.ssh;

import dev.sluice.document.HomePath;
import dev.sluice.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/** The certificate of a user, {@code id_x-cert.pub} beside {@code id_x}, as ssh(1) finds it (PROTOCOL.certkeys). */
final class UserCertificate {
    private UserCertificate() {}

    /** Read again each time: it is valid for hours, and the key for years. */
    static Optional<KeyPair> beside(Server server, String keyFile, KeyPair key) throws HostException {
        var file = keyFile + "-cert.pub";
        String text;
        try {
            text = Files.readString(HomePath.expand(file)).strip();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw unusable(server, file + " cannot be read", unreadable);
        }
        return Optional.of(new KeyPair(certificate(server, file, text, key), key.getPrivate()));
    }

    private static OpenSshCertificate certificate(Server server, String file, String text, KeyPair key)
            throws HostException {
        try {
            var entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(text);
            var read = entry == null ? null : entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            if (!(read instanceof OpenSshCertificate certificate)) {
                throw unusable(server, file + " contains no certificate", null);
            }
            if (certificate.getType() != OpenSshCertificate.Type.USER) {
                throw unusable(server, file + " is a certificate for hosts, not for users", null);
            }
            if (!KeyUtils.compareKeys(certificate.getCertPubKey(), key.getPublic())) {
                throw unusable(server, file + " is the certificate of another key", null);
            }
            return certificate;
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw unusable(server, file + " contains no certificate that can be read", unreadable);
        }
    }

    private static HostException unusable(Server server, String message, @Nullable Exception cause) {
        return PrivateKeys.unusable(
                server,
                message,
                "have the key signed again, or remove the file; inspect it with ssh-keygen -Lf",
                cause);
    }
}
