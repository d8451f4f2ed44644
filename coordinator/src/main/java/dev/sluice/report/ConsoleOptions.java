package dev.sluice.report;

/** The options of the console. */
public record ConsoleOptions(Colour colour, Manner manner, Detail detail) {
    /** The kind of output. */
    public enum Manner {
        /** A log or a pipe: one line per event. */
        LINES,
        /** A terminal: a block that is rewritten in place. */
        LIVE
    }

    /** The amount of output. */
    public enum Detail {
        NORMAL,
        /** Every event with its time, one line each. */
        EVERYTHING
    }
}
