package dev.sluice.opcache;

import java.time.Duration;

/** Port: waits between two requests. */
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;
}
