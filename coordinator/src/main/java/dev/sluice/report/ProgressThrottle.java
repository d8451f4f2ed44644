package dev.sluice.report;

/** Decides when enough equal events have happened for another line: a fleet of thousands of hosts prints no more lines than one of fifty. */
final class ProgressThrottle {
    private final int every;
    private final int of;

    private ProgressThrottle(int of, int every) {
        this.of = of;
        this.every = Math.max(1, every);
    }

    /** @param most the maximum number of lines */
    static ProgressThrottle of(int things, int most) {
        return new ProgressThrottle(things, (things + most - 1) / Math.max(1, most));
    }

    /** Returns whether a line is due at this count; at the last one it always is. */
    boolean at(int count) {
        return count == of || (count > 0 && count % every == 0);
    }
}
