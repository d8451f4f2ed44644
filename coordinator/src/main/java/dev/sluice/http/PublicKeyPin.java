package dev.sluice.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The digest of a certificate's public key, as {@code web.pin} names it (RFC 7469, section 2.4). */
final class PublicKeyPin {
    private static final String KIND = "sha256/";

    private PublicKeyPin() {}

    static String of(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return KIND + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same for curl(1), --pinnedpubkey. */
    static String forCurl(String pin) {
        return "sha256//" + pin.substring(KIND.length());
    }

    /** What curl shows of a key. */
    static String fromCurl(String pin) {
        return KIND + pin.substring("sha256//".length());
    }
}
