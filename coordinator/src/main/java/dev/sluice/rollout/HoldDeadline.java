package dev.sluice.rollout;

import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.BatchStep.Then;
import java.time.Instant;
import java.util.Optional;

/**
 * When a hold ends that no one promotes.
 *
 * @param at absolute, so that every machine that has the record agrees on it
 */
public record HoldDeadline(Instant at, Then then) {
    /**
     * The deadline of a rollout that is held now.
     *
     * @param windowCloses the end of the window's present occurrence; empty outside of it, and without a window
     */
    public static HoldDeadline of(Instant now, HoldEnd end, Optional<Instant> windowCloses) {
        var at = now.plus(end.after());
        return new HoldDeadline(windowCloses.filter(at::isAfter).orElse(at), end.then());
    }

    /** The hold has ended. */
    public boolean isOver(Instant now) {
        return !now.isBefore(at);
    }
}
