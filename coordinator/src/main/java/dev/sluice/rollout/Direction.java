package dev.sluice.rollout;

/** The direction in which a host is switched. */
public enum Direction {
    FORWARD,
    BACK,
    /** To the release that is live already: PHP takes up what changed around it. */
    NOWHERE
}
