package dev.sluice.report;

/** A progress bar. */
final class Gauge {
    private static final int WIDTH = 16;

    private Gauge() {}

    /** @param of the total, not less than {@code done}; with 0 the bar is empty */
    static String of(int done, int of) {
        int full = of == 0 ? 0 : Math.min(WIDTH, done * WIDTH / of);
        return "█".repeat(full) + "░".repeat(WIDTH - full);
    }
}
