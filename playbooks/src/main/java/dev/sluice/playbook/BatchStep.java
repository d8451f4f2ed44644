package dev.sluice.playbook;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of the batch list.
 *
 * @param soak instead of the strategy's
 * @param hold what its gate waits for besides health
 * @param ends when the hold ends without a person; empty if it never does
 */
public record BatchStep(BatchSize size, Optional<Duration> soak, Hold hold, Optional<HoldEnd> ends) {
    public BatchStep(BatchSize size, Optional<Duration> soak, Hold hold) {
        this(size, soak, hold, Optional.empty());
    }

    /** Whether the gate waits for a person. */
    public enum Hold {
        /** It opens by itself. */
        NONE,
        /** It waits for {@code sluice promote}. */
        PROMOTE
    }

    /**
     * The end of a hold that no one promotes. The end of the window ends it too.
     *
     * @param after counted from the moment at which the rollout is held
     */
    public record HoldEnd(Duration after, Then then) {}

    /** What becomes of a rollout whose hold has ended. */
    public enum Then {
        /** Every host is reverted. */
        REVERT,
        /** It continues. */
        PROMOTE,
        /** It waits until a person ends it. */
        WAIT
    }

    /** Only a person can end the hold. Nothing that starts by itself may wait like that. */
    public boolean waitsForEver() {
        return hold == Hold.PROMOTE
                && ends.filter(end -> end.then() != Then.WAIT).isEmpty();
    }
}
