package dev.sluice.rollout;

/** The progress of a task. */
public enum TaskProgress {
    /** A coordinator that continues after a crash queries the machine that it runs on whether it has ended. */
    STARTED,
    ENDED,
    /** It was started, its outcome is unknown, and it is not started again without a person's decision. */
    UNKNOWN,
    /** A person decided that it may be started again. */
    AGAIN
}
