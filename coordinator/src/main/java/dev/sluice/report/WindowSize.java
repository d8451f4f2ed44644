package dev.sluice.report;

/** Columns and lines of a terminal's window. */
record WindowSize(int columns, int lines) {
    /** Of a terminal that does not say it. */
    static WindowSize standard() {
        return new WindowSize(80, 24);
    }
}
