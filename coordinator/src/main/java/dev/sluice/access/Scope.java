package dev.sluice.access;

import java.util.Locale;

/** What a caller may do. None includes another. */
public enum Scope {
    /** Read rollouts, hosts, schedules and their history. */
    READ,
    /** Ask the hosts and make plans; changes nothing. */
    PLAN,
    /** Start rollouts, and continue interrupted ones. */
    RUN,
    /** Promote a rollout that waits for a person. */
    APPROVE,
    /** Pause, abort, roll back, freeze: what stops or reverts. */
    STOP;

    /** @throws IllegalArgumentException when the word is none of them */
    public static Scope of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As in options and files, such as {@code read}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
