package dev.sluice.report;

/** A bar that fills. */
final class Gauge {
    private static final int WIDTH = 16;

    private Gauge() {}

    /** @param of at least as many as are done; with 0 the bar is empty */
    static String of(int done, int of) {
        int full = of == 0 ? 0 : Math.min(WIDTH, done * WIDTH / of);
        return "█".repeat(full) + "░".repeat(WIDTH - full);
    }
}
