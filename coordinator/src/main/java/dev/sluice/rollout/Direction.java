package dev.sluice.rollout;

/** Which way a host is going. */
public enum Direction {
    FORWARD,
    BACK
}
