package dev.sluice.opcache;

import dev.sluice.host.Timekeeper;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;

/**
 * How long the proof of one host may take, with all that belongs to it: the method, its polling, and the waits that a web server imposes. Each part takes
 * from the same {@code within}. Added to it is what workers at long requests are waited for, until {@code busy_for} after the switch, and a new
 * {@code within} after PHP was reloaded. One thread proves; those that send its requests read what is left.
 */
public final class ProofTime implements Remaining {
    /** For the answer to the last request. */
    private static final Duration FEWEST = Duration.ofSeconds(1);

    private final Proof settings;
    private final Timekeeper time;
    private final Duration longest;
    private Duration deadline;
    private boolean waiting;

    /**
     * Starts now.
     *
     * @param switchedAt when {@code current} was replaced, in the coordinator's elapsed time: from then on a busy worker's time is counted
     */
    public ProofTime(Proof settings, Duration switchedAt, Timekeeper time) {
        this.settings = settings;
        this.time = time;
        this.longest = switchedAt.plus(settings.busyFor());
        this.deadline = time.elapsed().plus(settings.within());
    }

    Proof settings() {
        return settings;
    }

    /** Starts again: another PHP runs now. */
    synchronized void restart() {
        waiting = false;
        deadline = time.elapsed().plus(settings.within());
    }

    /** No worker is waited for now. One that has ended its long request has the ordinary time for a good answer. */
    synchronized void endWait() {
        if (waiting) {
            restart();
        }
    }

    synchronized boolean isOver() {
        endWait();
        return isPast(deadline);
    }

    /** Half of it is for a method that takes another one's place. */
    synchronized boolean isHalfOver() {
        return isPast(deadline.minus(settings.within().dividedBy(2)));
    }

    /** Whether it is over while only workers at long requests are missing: where the playbook waits for them, it is not for {@code busy_for}. */
    synchronized boolean isOverForBusy() {
        if (settings.busy() == Busy.WAIT && !isPast(longest)) {
            waiting = isPast(deadline);
            return false;
        }
        return isPast(deadline);
    }

    private boolean isPast(Duration end) {
        return time.elapsed().compareTo(end) >= 0;
    }

    @Override
    public synchronized Duration left() {
        var left = (waiting ? longest : deadline).minus(time.elapsed());
        return left.compareTo(FEWEST) > 0 ? left : FEWEST;
    }

    /** Until the end, if workers at long requests are waited for to the end. */
    synchronized Duration last() {
        return settings.busy() == Busy.WAIT && longest.compareTo(deadline) > 0 ? longest : deadline;
    }

    /** For a message: the setting that has ended the proof; empty while there is time left. */
    synchronized String overText() {
        return isPast(deadline)
                ? "; opcache.proof.within (" + settings.within().toSeconds() + " s, for the whole proof) is over"
                : "";
    }
}
