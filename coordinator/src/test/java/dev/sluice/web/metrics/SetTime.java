package dev.sluice.web.metrics;

import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when a test says so. */
final class SetTime implements Timekeeper {
    private static final Instant START = Instant.parse("2026-11-22T22:30:00Z");

    private Duration elapsed = Duration.ZERO;

    @Override
    public Instant now() {
        return START.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void pause(Duration duration) {
        pass(duration);
    }

    void pass(Duration duration) {
        elapsed = elapsed.plus(duration);
    }
}
