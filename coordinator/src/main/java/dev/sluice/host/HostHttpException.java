package dev.sluice.host;

import java.time.Duration;
import java.util.Optional;

/** No whole answer came: refused, cut, or too late. The message is one line for people. */
public final class HostHttpException extends Exception {
    private static final long serialVersionUID = 1L;

    public HostHttpException(String message) {
        super(message);
    }

    public HostHttpException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What an operator can do about it, if the connection to the host failed. */
    public Optional<String> next() {
        for (var cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof HostException host) {
                return Optional.of(host.next());
            }
        }
        return Optional.empty();
    }

    /** The message for an answer that did not arrive in time. */
    public static String late(Duration timeout) {
        return "no whole answer within "
                + (timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms");
    }
}
