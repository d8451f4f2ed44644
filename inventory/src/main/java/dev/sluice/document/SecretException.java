package dev.sluice.document;

/** A secret cannot be resolved: the variable is not set, the file cannot be read, the program failed. */
public final class SecretException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
