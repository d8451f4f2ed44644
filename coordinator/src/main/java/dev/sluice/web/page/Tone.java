package dev.sluice.web.page;

import java.util.Locale;

/** How much something wants attention. Each has a word and a shape of its own: colour alone means nothing. */
enum Tone {
    /** As it should be. */
    FINE("Fine", "✓"),
    /** Work is done right now, and no person is needed. */
    BUSY("Running", "▶"),
    /** Something a person may want to know; nothing waits for it. */
    NOTE("Note", "◆"),
    /** A person is needed: the only one that is red. */
    NEEDED("Needs you", "▲"),
    /** Nothing happened yet. */
    QUIET("", "○");

    private final String word;
    private final String shape;

    Tone(String word, String shape) {
        this.word = word;
        this.shape = shape;
    }

    String word() {
        return word;
    }

    String shape() {
        return shape;
    }

    /** The class in the style sheet, such as {@code needed}. */
    String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of both that wants more attention. */
    Tone and(Tone other) {
        return urgency() >= other.urgency() ? this : other;
    }

    private int urgency() {
        return switch (this) {
            case QUIET -> 0;
            case FINE -> 1;
            case BUSY -> 2;
            case NOTE -> 3;
            case NEEDED -> 4;
        };
    }
}
