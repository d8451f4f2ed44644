package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why the certificate of a site is refused.
 *
 * @param what one line for people
 * @param next what an operator can do about it
 */
record CertificateProblem(String what, String next) {
    private static final int LINE = 200;

    /** The first cause that is about a certificate; empty where none is. */
    static Optional<CertificateProblem> of(Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return Optional.of(new CertificateProblem(
                        "the site's certificate has expired: " + message(cause),
                        "renew the certificate on the host and reload its web server"));
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Optional.of(new CertificateProblem(
                        "the site's certificate is not valid yet: " + message(cause),
                        "check the clock of the coordinator, and when the certificate starts"));
            }
            if (cause instanceof CertPathBuilderException) {
                return Optional.of(new CertificateProblem(
                        "no trusted authority signed the site's certificate",
                        "name the authority's certificate, or the site's own, as web.ca in the inventory"));
            }
            if (cause instanceof SSLPeerUnverifiedException) {
                return Optional.of(new CertificateProblem(
                        "the site's certificate is for other names: " + message(cause),
                        "set web.host to a name in the certificate, or install the site's certificate on the host"));
            }
        }
        return Optional.empty();
    }

    private static String message(Throwable cause) {
        return HarmlessText.line(String.valueOf(cause.getMessage()), LINE);
    }
}
