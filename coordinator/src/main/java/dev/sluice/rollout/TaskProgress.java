package dev.sluice.rollout;

/** How far a task is. */
public enum TaskProgress {
    /** Whoever goes on after a crash asks the machine that it runs on whether it has ended. */
    STARTED,
    ENDED,
    /** It was started, its end is not known, and it may not be started again without a person's word. */
    UNKNOWN,
    /** A person said that it may be started again. */
    AGAIN
}
