package dev.sluice.opcache;

import dev.sluice.host.HttpAnswer;
import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

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
    private Optional<HttpAnswer> refusal = Optional.empty();
    private int slowed;

    Pace(Timekeeper time) {
        this.time = time;
    }

    /**
     * Waits until the next request may be sent.
     *
     * @param end in elapsed time: a turn that comes later is not waited for
     * @return how often the pace was slowed down before: several requests that were sent at one pace slow it down once; empty where there is no turn
     */
    OptionalInt await(Duration end) throws InterruptedException {
        Duration wait;
        int pace;
        synchronized (this) {
            var now = time.elapsed();
            var at = later(now, next);
            if (at.compareTo(end) > 0 && refusal.isPresent()) {
                return OptionalInt.empty();
            }
            next = at.plus(interval);
            wait = at.minus(now);
            pace = slowed;
        }
        if (!wait.isZero()) {
            time.pause(wait);
        }
        return OptionalInt.of(pace);
    }

    /** A request was turned away. */
    synchronized void slower(int sentAt, Duration atLeast, HttpAnswer answer) {
        refusal = Optional.of(answer);
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

    /** The last answer that turned a request away. */
    synchronized HttpAnswer refusal() {
        return refusal.orElseThrow();
    }

    /** When the last request was taken; zero when none was. */
    synchronized Duration taken() {
        return taken;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
