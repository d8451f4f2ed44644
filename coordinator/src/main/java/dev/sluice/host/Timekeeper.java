package dev.sluice.host;

import java.time.Duration;
import java.time.Instant;

/** The engine's only access to time. */
public interface Timekeeper {
    /** Wall clock: for records, never for waiting. */
    Instant now();

    /** Monotonic time since some fixed moment: for durations and deadlines. */
    Duration elapsed();

    /** Waits for this much monotonic time. */
    void pause(Duration duration) throws InterruptedException;
}
