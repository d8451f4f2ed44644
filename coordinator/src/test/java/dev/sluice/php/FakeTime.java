package dev.sluice.php;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. */
final class FakeTime implements InstantSource, Pause {
    static final Instant START = Instant.parse("2026-11-22T22:30:00Z");

    final List<Runnable> whenPausing = new ArrayList<>();
    private Instant now = START;
    private Duration paused = Duration.ZERO;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void of(Duration duration) {
        paused = paused.plus(duration);
        pass(duration);
        whenPausing.forEach(Runnable::run);
    }

    synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    Duration paused() {
        return paused;
    }
}
