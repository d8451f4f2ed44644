package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import dev.sluice.http.UntrustedKeyException.Reason;
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

    private static final String PINNED_HERE =
            "compare the key on the host; if it is the site's, set web.pin in the inventory to what is shown";

    /** The first cause that is about a certificate; empty where none is. */
    static Optional<CertificateProblem> of(Throwable failed) {
        var shown = "";
        var other = Optional.<CertificateProblem>empty();
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedKeyException untrusted) {
                shown = "; it shows the key " + untrusted.shown();
                if (untrusted.reason() == Reason.ANOTHER_KEY) {
                    return Optional.of(anotherKey(shown));
                }
                other = Optional.of(untrusted(": " + message(untrusted) + shown));
            }
            var problem = of(cause, shown);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return other;
    }

    private static Optional<CertificateProblem> of(Throwable cause, String shown) {
        if (cause instanceof CertificateExpiredException) {
            return Optional.of(expired(": " + message(cause) + shown));
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of(notYetValid(": " + message(cause) + shown));
        }
        if (cause instanceof CertPathBuilderException) {
            return Optional.of(untrusted(shown));
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            return Optional.of(otherNames(": " + message(cause)));
        }
        return Optional.empty();
    }

    static CertificateProblem expired(String seen) {
        return new CertificateProblem(
                "the site's certificate has expired" + seen,
                "renew the certificate on the host and reload its web server");
    }

    static CertificateProblem notYetValid(String seen) {
        return new CertificateProblem(
                "the site's certificate is not valid yet" + seen,
                "check the clock of the coordinator, and when the certificate starts");
    }

    static CertificateProblem untrusted(String seen) {
        return new CertificateProblem(
                "no trusted authority signed the site's certificate, or a certificate between them is missing" + seen,
                "name the authority's certificate, or the site's own, as web.ca in the inventory (the web server must"
                        + " send the certificates in between); or " + PINNED_HERE);
    }

    static CertificateProblem otherNames(String seen) {
        return new CertificateProblem(
                "the site's certificate is for other names" + seen,
                "set web.host to a name in the certificate, or install the site's certificate on the host");
    }

    static CertificateProblem anotherKey(String seen) {
        return new CertificateProblem("the site's certificate has none of the keys in web.pin" + seen, PINNED_HERE);
    }

    private static String message(Throwable cause) {
        return HarmlessText.line(String.valueOf(cause.getMessage()), LINE);
    }
}
