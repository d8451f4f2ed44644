package dev.sluice.host;

/** No whole answer came: refused, cut, or too late. The message is one line for people. */
public final class HostHttpException extends Exception {
    private static final long serialVersionUID = 1L;

    public HostHttpException(String message) {
        super(message);
    }

    public HostHttpException(String message, Throwable cause) {
        super(message, cause);
    }
}
