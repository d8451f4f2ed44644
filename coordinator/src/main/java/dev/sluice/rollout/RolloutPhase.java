package dev.sluice.rollout;

/** The progress of a whole rollout. */
public enum RolloutPhase {
    RUNNING,
    /** Waits for a person to promote it. */
    HELD,
    /** Waits for a person to resume it. */
    PAUSED,
    /** Waits for a person to resume it in another window. */
    OUTSIDE_WINDOW,
    /** Waits for a person to resume it after the freeze. */
    FROZEN,
    /** Its coordinator received a signal to end, and left it in a consistent state. */
    INTERRUPTED,
    /** The rollout failed: no more work is started, and the policy decides which hosts are reverted. */
    FAILING,
    FINISHED;

    /** The phase never changes again. */
    public boolean terminal() {
        return this == FINISHED;
    }

    /** The rollout waits for a person. */
    public boolean waitsForPerson() {
        return this == HELD || continuesWhenResumed();
    }

    /** The rollout continues when a person resumes it. */
    boolean continuesWhenResumed() {
        return this == PAUSED || this == OUTSIDE_WINDOW || this == FROZEN || this == INTERRUPTED;
    }
}
