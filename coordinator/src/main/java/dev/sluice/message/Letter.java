package dev.sluice.message;

import dev.sluice.playbook.Notification;
import java.time.Duration;
import java.time.Instant;

/**
 * A message on its way to one that is notified. It contains references to secrets, never secrets.
 *
 * @param attempts to deliver it, all of which failed
 * @param notBefore when the next attempt is made
 * @param failure why the last one failed; empty before the first
 */
public record Letter(Message message, Notification to, int attempts, Instant notBefore, String failure) {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int FACTOR = 4;
    private static final int STEPS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /** After this it is of no use any more; the morning report was sent meanwhile. */
    private static final Duration OLDEST = Duration.ofHours(24);

    public Letter {
        failure = Bounded.line(failure);
    }

    public static Letter of(Message message, Notification to) {
        return new Letter(message, to, 0, message.at(), "");
    }

    /** Whether an attempt is to be made. A clock that was set back does not hold it up for longer than the longest pause. */
    public boolean isDue(Instant now) {
        return !notBefore.isAfter(now) || notBefore.isAfter(now.plus(LONGEST));
    }

    /** The same after one more attempt, with the time of the next: 5 s, 20 s, 80 s and so on, at most half an hour. */
    public Letter failed(Instant now, String why) {
        var pause = FIRST.multipliedBy((long) Math.pow(FACTOR, Math.min(attempts, STEPS)));
        return new Letter(message, to, attempts + 1, now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST), why);
    }

    /** The same, and why the last attempt failed. */
    public Letter because(String why) {
        return new Letter(message, to, attempts, notBefore, why);
    }

    /** The same for one more attempt, which a person wants. */
    public Letter anew() {
        return new Letter(message, to, 0, message.at(), failure);
    }

    /** Whether it is given up: it is a day old, and was tried. */
    public boolean isOver(Instant now) {
        return attempts > 0 && message.at().plus(OLDEST).isBefore(now);
    }
}
