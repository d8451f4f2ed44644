package dev.sluice.opcache;

import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. */
final class FakeTime implements Timekeeper {
    private static final Instant START = Instant.parse("2026-11-22T22:30:00Z");

    final List<Runnable> whenPausing = new ArrayList<>();

    /** How far the wall clock was set since. */
    Duration set = Duration.ZERO;

    private Duration elapsed = Duration.ZERO;
    private Duration paused = Duration.ZERO;

    @Override
    public synchronized Instant now() {
        return START.plus(elapsed).plus(set);
    }

    @Override
    public synchronized Duration elapsed() {
        return elapsed;
    }

    @Override
    public synchronized void pause(Duration duration) {
        paused = paused.plus(duration);
        pass(duration);
        whenPausing.forEach(Runnable::run);
    }

    synchronized void pass(Duration duration) {
        elapsed = elapsed.plus(duration);
    }

    Duration paused() {
        return paused;
    }
}
