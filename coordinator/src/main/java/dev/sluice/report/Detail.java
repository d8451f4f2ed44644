package dev.sluice.report;

/** The amount of output on the console. */
public enum Detail {
    /** The events that people wait for. */
    NORMAL,
    /** Every event, with its time. */
    EVERYTHING
}
