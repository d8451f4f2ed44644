package dev.sluice.report;

/** Columns and lines of a terminal's window. */
record WindowSize(int columns, int lines) {
    /** The size that is used for a terminal that does not report one. */
    static WindowSize standard() {
        return new WindowSize(80, 24);
    }
}
