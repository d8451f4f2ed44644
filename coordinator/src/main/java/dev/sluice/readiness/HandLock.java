package dev.sluice.readiness;

/** How a lock that a person made differs from a rollout's lease. */
public final class HandLock {
    /** What the ids of such locks begin with; rollouts' begin with {@code r-}. */
    public static final String PREFIX = "lock-";

    private HandLock() {}

    /** An id from 32 random bits. */
    public static String id(int bits) {
        return PREFIX + "%08x".formatted(bits);
    }
}
