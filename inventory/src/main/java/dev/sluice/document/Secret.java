package dev.sluice.document;

/** A secret in memory. It prints as {@code [secret]}; {@link #reveal()} is the only way out. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself: for standard input, a socket or a key, never for an argument, a log or a journal. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
