package dev.sluice.php;

import java.time.Duration;

/** Port: lets time pass between two questions. */
@FunctionalInterface
public interface Pause {
    void of(Duration duration) throws InterruptedException;
}
