package dev.sluice.opcache;

import java.time.Duration;

/** Port: lets time pass between two questions. */
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;
}
