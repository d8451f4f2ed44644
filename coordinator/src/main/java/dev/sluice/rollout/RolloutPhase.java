package dev.sluice.rollout;

/** How far a whole rollout is. */
public enum RolloutPhase {
    RUNNING,
    /** Waits for a person to promote it. */
    HELD,
    /** Waits for a person to resume it. */
    PAUSED,
    /** Waits for a person to resume it in another window. */
    OUTSIDE_WINDOW,
    /** Its coordinator was told to end, and left it in order. */
    INTERRUPTED,
    /** Something is wrong: nothing more is started, and the policy decides what is put back. */
    FAILING,
    FINISHED;

    /** It is never left again. */
    public boolean terminal() {
        return this == FINISHED;
    }

    /** Nothing happens before a person says so. */
    public boolean waitsForPerson() {
        return this == HELD || goesOnWhenResumed();
    }

    /** A person who resumes it lets it go on. */
    boolean goesOnWhenResumed() {
        return this == PAUSED || this == OUTSIDE_WINDOW || this == INTERRUPTED;
    }
}
