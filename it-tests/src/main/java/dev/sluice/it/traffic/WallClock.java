package dev.sluice.it.traffic;

import java.time.Instant;

/** Turns {@link System#nanoTime()} into instants, in a way that no change of the system's clock disturbs. */
record WallClock(long nanos, Instant instant) {
    static WallClock now() {
        return new WallClock(System.nanoTime(), Instant.now());
    }

    Instant at(long nanoTime) {
        return instant.plusNanos(nanoTime - nanos);
    }
}
