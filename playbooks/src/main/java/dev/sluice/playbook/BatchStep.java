package dev.sluice.playbook;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of the batch list.
 *
 * @param soak instead of the strategy's
 * @param hold what its gate waits for besides health
 */
public record BatchStep(BatchSize size, Optional<Duration> soak, Hold hold) {
    /** Whether the gate waits for a person. */
    public enum Hold {
        /** It opens by itself. */
        NONE,
        /** It waits for {@code sluice promote}. */
        PROMOTE;

        /** Whether it can wait for a person without an end. */
        public boolean isEndless() {
            return this == PROMOTE;
        }
    }
}
