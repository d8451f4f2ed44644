package dev.sluice.rollout;

/** The direction in which a host is switched. */
public enum Direction {
    FORWARD,
    BACK
}
