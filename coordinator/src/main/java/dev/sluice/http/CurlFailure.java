package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostHttpException;
import java.time.Duration;

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
            case "35", "51", "53", "54", "58", "59", "60", "66", "77", "80", "82", "83", "90", "91" ->
                "no trusted TLS connection: " + message(log);
            case "18", "52", "56" -> "the connection was cut before the answer was complete: " + message(log);
            default -> "curl failed with " + status + ": " + message(log);
        };
    }

    /** The first line; the others are curl's general advice. */
    private static String message(String log) {
        return HarmlessText.line(log.lines().findFirst().orElse("no error message"), LINE);
    }
}
