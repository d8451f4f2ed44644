package dev.sluice.engine;

/** The record of a rollout cannot be read or written. The message names what failed, where and why, and what to do next. */
public class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
