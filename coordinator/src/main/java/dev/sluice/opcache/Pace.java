package dev.sluice.opcache;

import dev.sluice.host.Timekeeper;
import java.time.Duration;

/**
 * How fast the web server of one host takes requests. Unlimited at first; after a request that was turned away the interval between two doubles, and it
 * shrinks slowly while requests are taken. Used by several threads.
 */
final class Pace {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int SHRINKING = 16;

    private final Timekeeper time;
    private Duration interval = Duration.ZERO;
    private Duration next = Duration.ZERO;
    private Duration taken = Duration.ZERO;
    private int slowed;

    Pace(Timekeeper time) {
        this.time = time;
    }

    /**
     * Waits until the next request may be sent.
     *
     * @return how often the pace was slowed down before: several requests that were sent at one pace slow it down once
     */
    int await() throws InterruptedException {
        Duration wait;
        int pace;
        synchronized (this) {
            var now = time.elapsed();
            var at = later(now, next);
            next = at.plus(interval);
            wait = at.minus(now);
            pace = slowed;
        }
        if (!wait.isZero()) {
            time.pause(wait);
        }
        return pace;
    }

    /** A request was turned away. */
    synchronized void slower(int sentAt, Duration atLeast) {
        if (sentAt == slowed) {
            slowed++;
            var twice = later(FIRST, interval.multipliedBy(2));
            interval = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        }
        next = later(next, time.elapsed().plus(later(interval, atLeast)));
    }

    /** A request was taken. */
    synchronized void took() {
        taken = time.elapsed();
        interval = interval.compareTo(Duration.ofMillis(1)) < 0
                ? Duration.ZERO
                : interval.minus(interval.dividedBy(SHRINKING));
    }

    /** When the last request was taken; zero when none was. */
    synchronized Duration taken() {
        return taken;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
