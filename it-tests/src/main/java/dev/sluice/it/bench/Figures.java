package dev.sluice.it.bench;

import java.time.Duration;
import java.util.List;

/** How long the runs of one side took. */
record Figures(List<Duration> all) {
    Figures {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        all = all.stream().sorted().toList();
    }

    Duration shortest() {
        return all.get(0);
    }

    /** Of an even number the mean of the two in the middle. */
    Duration median() {
        int half = all.size() / 2;
        return all.size() % 2 == 1
                ? all.get(half)
                : all.get(half - 1).plus(all.get(half)).dividedBy(2);
    }

    Duration longest() {
        return all.get(all.size() - 1);
    }

    /** How many times longer the median is than another one's. */
    double ratioTo(Figures other) {
        return (double) median().toNanos() / other.median().toNanos();
    }
}
