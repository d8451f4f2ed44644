package dev.sluice.report;

/** The options of the console. */
public record ConsoleOptions(Palette palette, Manner manner, Detail detail) {
    /** The kind of output. */
    public enum Manner {
        /** A log or a pipe: one line per event. */
        LINES,
        /** A terminal: a block that is rewritten in place. */
        LIVE
    }
}
