package dev.sluice.ssh;

import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.jspecify.annotations.Nullable;

/** Reports which keys a server refused, and which were not offered to it. */
final class RefusedKeys {
    private RefusedKeys() {}

    static HostException failure(ClientSession session, @Nullable Throwable cause) {
        var contact = Contact.of(session);
        var server = contact.server();
        return ConnectFailure.failure(
                server.host(),
                Kind.AUTHENTICATION,
                server.where() + " refused " + offered(contact) + " for the user "
                        + server.ssh().user() + ": " + ConnectFailure.reason(cause) + unfit(contact),
                next(contact),
                cause);
    }

    private static String offered(Contact contact) {
        var keys = contact.observed().offered().stream()
                .map(RefusedKeys::described)
                .collect(Collectors.joining(", "));
        if (contact.keys().isEmpty()) {
            return keys.isEmpty() ? "to log in without a key; the agent has none" : "every key of the agent: " + keys;
        }
        var shown = keys.isEmpty() ? described(contact.keys().get(0).getPublic()) : keys;
        return "the key " + shown + " of " + contact.server().ssh().key().orElse("");
    }

    private static String described(PublicKey key) {
        return key instanceof OpenSshCertificate certificate
                ? "certificate '" + certificate.getId() + "' of "
                        + HostKeyCheck.fingerprint(certificate.getCertPubKey())
                : HostKeyCheck.fingerprint(key);
    }

    /** An expired certificate is not offered: no server would accept it. */
    private static String unfit(Contact contact) {
        return certificates(contact)
                .filter(certificate -> !OpenSshCertificate.isValidNow(certificate))
                .map(certificate -> "; the certificate '" + certificate.getId() + "' beside it is valid from "
                        + Instant.ofEpochSecond(certificate.getValidAfter()) + " to "
                        + Instant.ofEpochSecond(certificate.getValidBefore()) + " only")
                .collect(Collectors.joining());
    }

    private static Stream<OpenSshCertificate> certificates(Contact contact) {
        return contact.keys().stream()
                .map(KeyPair::getPublic)
                .filter(OpenSshCertificate.class::isInstance)
                .map(OpenSshCertificate.class::cast);
    }

    private static String next(Contact contact) {
        var wait = "; wait before you try again, sshd may lock out an address after failures (PerSourcePenalties)";
        List<OpenSshCertificate> certificates = certificates(contact).toList();
        if (certificates.stream().anyMatch(certificate -> !OpenSshCertificate.isValidNow(certificate))) {
            return "have the certificate signed again" + wait;
        }
        if (!certificates.isEmpty()) {
            return "check the certificate's principals (ssh-keygen -Lf) and TrustedUserCAKeys of sshd_config" + wait;
        }
        return contact.keys().isEmpty()
                ? "add the public key to that user's authorized_keys, or set ssh.key so that one key only is shown"
                        + wait
                : "add the public key to that user's authorized_keys" + wait;
    }
}
