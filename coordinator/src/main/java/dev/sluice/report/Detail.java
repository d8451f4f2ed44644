package dev.sluice.report;

/** How much the console says. */
public enum Detail {
    /** What a person waits for. */
    NORMAL,
    /** Every event, with its time. */
    EVERYTHING
}
