package dev.sluice.step;

import java.time.Duration;

/**
 * What became of a task.
 *
 * @param exit its exit code, as a shell gives it: 128 and the signal's number for one that was ended by a signal; 0 when the end is unknown
 * @param took by the clock of its machine, in whole seconds there; zero when the end is unknown
 */
public record TaskOutcome(End end, int exit, Duration took, Ran ran) {
    /** How it ended. */
    public enum End {
        EXITED,
        /** Its time was over, and it was ended with all that it had started. */
        TIMED_OUT,
        /** It was started and runs no more, and nothing says how it ended. */
        UNKNOWN
    }

    /** Which run it was. */
    public enum Ran {
        /** Started by this call. */
        NOW,
        /** Found running, and waited for. */
        ATTACHED,
        /** Over before this call; it was not run again. */
        BEFORE
    }

    public boolean succeeded() {
        return end == End.EXITED && exit == 0;
    }
}
