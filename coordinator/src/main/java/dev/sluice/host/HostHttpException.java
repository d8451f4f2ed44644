package dev.sluice.host;

import java.time.Duration;
import java.util.Optional;

/** No whole answer came: refused, cut, or too late. The message is one line for people. */
public final class HostHttpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    public HostHttpException(String message) {
        this(message, "");
    }

    /** @param next what an operator can do about it; empty where that is unknown */
    public HostHttpException(String message, String next) {
        super(message);
        this.next = next;
    }

    public HostHttpException(String message, Throwable cause) {
        this(message, "", cause);
    }

    /** @param next what an operator can do about it; empty where that is unknown */
    public HostHttpException(String message, String next, Throwable cause) {
        super(message, cause);
        this.next = next;
    }

    /** What an operator can do about it, where that is known. */
    public Optional<String> next() {
        if (!next.isEmpty()) {
            return Optional.of(next);
        }
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
