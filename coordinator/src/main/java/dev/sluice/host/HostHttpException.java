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

    /** What a person can do about it, where it was the way to the host that failed. */
    public Optional<String> next() {
        for (var cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof HostException host) {
                return Optional.of(host.next());
            }
        }
        return Optional.empty();
    }

    /** The words for an answer that was not there in time. */
    public static String late(Duration timeout) {
        return "no whole answer within "
                + (timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms");
    }
}
