package dev.sluice.rollout;

/** How a rollout ended. */
public enum Outcome {
    /** Every host serves the release, but for those that were left out within what the strategy allows. */
    SUCCEEDED,
    /** Failed before any link was changed. */
    UNTOUCHED,
    /** Failed, and every host that was switched is reverted. */
    REVERTED,
    /** Failed, and not every host is as it was before: a person is needed. */
    MIXED,
    /** Another rollout holds hosts; nothing was changed. */
    LOCKED,
    /** Another process or operator changed a host; it was left as it is, and all others are as they were. */
    DIVERGED
}
