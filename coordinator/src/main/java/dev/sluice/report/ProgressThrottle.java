package dev.sluice.report;

/** Tells when enough of many like things has happened for another line: a fleet of thousands has not more lines than one of fifty. */
final class ProgressThrottle {
    private final int every;
    private final int of;

    private ProgressThrottle(int of, int every) {
        this.of = of;
        this.every = Math.max(1, every);
    }

    /** @param most how many lines there may be */
    static ProgressThrottle of(int things, int most) {
        return new ProgressThrottle(things, (things + most - 1) / Math.max(1, most));
    }

    /** Whether so many are worth a line; the last one always is. */
    boolean at(int count) {
        return count == of || (count > 0 && count % every == 0);
    }
}
