package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostHttpException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Explains in one line why curl received no complete answer, as {@link HttpFailure} does for the other routes. */
final class CurlFailure {
    private static final int LINE = 300;

    private CurlFailure() {}

    /**
     * @param status as in curl(1), EXIT CODES
     * @param log curl's error output
     */
    static String reason(String status, String log, Duration timeout) {
        return switch (status) {
            case "2" -> "curl does not know an option, it is older than 7.49: " + message(log);
            case "6" -> "the host's name has no address there: " + message(log);
            case "7" -> "no connection: " + message(log);
            case "28" -> HostHttpException.late(timeout);
            case "52" -> OtherProtocol.silent().what();
            case "35", "51", "53", "54", "58", "59", "60", "66", "77", "80", "82", "83", "90", "91" ->
                "no trusted TLS connection: " + message(log);
            case "18", "56" -> "the connection was cut before the answer was complete: " + message(log);
            default -> "curl failed with " + status + ": " + message(log);
        };
    }

    /** What an operator can do about it; empty where that is unknown. */
    static String next(String status, String log) {
        var plain = log.contains("wrong version number") || log.contains("unrecognized");
        if (status.equals("35") && plain) {
            return OtherProtocol.plainForTls().next();
        }
        return status.equals("52") ? OtherProtocol.silent().next() : "";
    }

    /**
     * What is wrong with the certificate, in curl's words, which differ by its TLS library; empty where it is something else.
     *
     * @param key that the site showed, as curl shows it
     */
    static Optional<CertificateProblem> certificate(String status, String log, Optional<String> key) {
        var shown = key.filter(CurlFailure::isKey)
                .map(text -> "; it shows the key " + PublicKeyPin.fromCurl(text))
                .orElse("");
        if (status.equals("90")) {
            return Optional.of(CertificateProblem.anotherKey(shown));
        }
        if (!status.equals("60") && !status.equals("51")) {
            return Optional.empty();
        }
        var seen = ": " + message(log) + shown;
        var words = log.toLowerCase(Locale.ROOT);
        if (words.contains("not yet valid") || words.contains("not yet activated")) {
            return Optional.of(CertificateProblem.notYetValid(seen));
        }
        if (words.contains("expired")) {
            return Optional.of(CertificateProblem.expired(seen));
        }
        var names = words.contains("subject name") || words.contains("does not match");
        return Optional.of(names ? CertificateProblem.otherNames(seen) : CertificateProblem.untrusted(seen));
    }

    private static boolean isKey(String text) {
        return text.matches("sha256//[A-Za-z0-9+/]{43}=");
    }

    /** The first line; the others are curl's general advice. */
    private static String message(String log) {
        return HarmlessText.line(log.lines().findFirst().orElse("no error message"), LINE);
    }
}
