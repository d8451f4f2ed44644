package dev.sluice.report;

/** How the console looks. */
public record ConsoleOptions(Colour colour, Manner manner, Detail detail) {
    /** What it is written to. */
    public enum Manner {
        /** A log or a pipe: a line an event. */
        LINES,
        /** A terminal: a block that is rewritten in place. */
        LIVE
    }

    /** How much is said. */
    public enum Detail {
        NORMAL,
        /** Every event with its time, a line each. */
        EVERYTHING
    }
}
