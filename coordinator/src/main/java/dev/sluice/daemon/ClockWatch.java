package dev.sluice.daemon;

import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notices when the wall clock was set: it and the monotonic clock do not move by the same. */
final class ClockWatch {
    /** Less is the correction of a clock that is a little wrong. */
    private static final Duration JUMP = Duration.ofSeconds(5);

    private final Timekeeper time;
    private Instant wall;
    private Duration elapsed;

    ClockWatch(Timekeeper time) {
        this.time = time;
        this.wall = time.now();
        this.elapsed = time.elapsed();
    }

    /** By how much it was set since the last time; empty if it was not. */
    Optional<Duration> jump() {
        var now = time.now();
        var passed = time.elapsed();
        var jump = Duration.between(wall, now).minus(passed.minus(elapsed));
        wall = now;
        elapsed = passed;
        return jump.abs().compareTo(JUMP) >= 0 ? Optional.of(jump) : Optional.empty();
    }
}
