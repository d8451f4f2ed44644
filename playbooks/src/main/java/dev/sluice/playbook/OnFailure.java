package dev.sluice.playbook;

/** What a failure does once the budget is spent; after an irreversible task it is always {@link #HALT}. */
public enum OnFailure {
    /** Every host of the rollout is reverted. */
    REVERT_ALL,
    /** The hosts of the failed batch are reverted. */
    REVERT_BATCH,
    /** Nothing more is started, nothing is reverted. */
    HALT
}
