package dev.sluice.engine;

/** The record of a rollout is damaged. The message names the file, the line and the damage. No host was touched. */
public final class JournalDamagedException extends JournalException {
    private static final long serialVersionUID = 1L;

    public JournalDamagedException(String message) {
        super(message);
    }

    public JournalDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
