package dev.sluice.step;

import java.time.Duration;

/**
 * The outcome of a task.
 *
 * @param exit its exit code, as a shell returns it: 128 plus the signal's number if a signal ended it; 0 when the outcome is unknown
 * @param took by the clock of its machine, in whole seconds there; zero when the outcome is unknown
 */
public record TaskOutcome(End end, int exit, Duration took, Ran ran) {
    /** How it ended. */
    public enum End {
        EXITED,
        /** It timed out, and was ended with all processes that it had started. */
        TIMED_OUT,
        /** It was started and no longer runs, and its outcome is not recorded. */
        UNKNOWN
    }

    /** Which run it was. */
    public enum Ran {
        /** Started by this call. */
        NOW,
        /** Found running, and awaited. */
        ATTACHED,
        /** Ended before this call; it was not run again. */
        BEFORE
    }

    public boolean succeeded() {
        return end == End.EXITED && exit == 0;
    }
}
