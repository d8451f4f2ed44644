package dev.sluice.rollout;

/** Whether a host that has tasks around its switch receives traffic. */
public enum Rotation {
    IN,
    /** The tasks before its switch were started: it may be out already. */
    LEAVING,
    /** The tasks before its switch are done. */
    OUT,
    /** The tasks after its switch were started: it may be in already. */
    RETURNING
}
