package dev.sluice.rollout;

/** How a rollout ended. */
public enum Outcome {
    /** Every host serves the release. */
    SUCCEEDED,
    /** Failed before any link was changed. */
    UNTOUCHED,
    /** Failed, and every host that was switched is back where it was. */
    REVERTED,
    /** Failed, and the hosts are not all where they were: a person is needed. */
    MIXED,
    /** Another rollout holds hosts; nothing was changed. */
    LOCKED,
    /** Somebody else changed a host; it was left alone, and all others are where they were. */
    DIVERGED
}
