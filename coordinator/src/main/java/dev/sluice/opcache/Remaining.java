package dev.sluice.opcache;

import java.time.Duration;

/** How much time requests have, together. */
interface Remaining {
    /** For requests that belong to no proof: each has its own timeout, and no more. */
    Remaining UNBOUNDED = () -> Duration.ofDays(1);

    /** Positive. */
    Duration left();
}
