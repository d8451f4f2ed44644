package dev.sluice.engine;

/** Another process, or another part of this one, works on the fleet or writes the record. The message names the holder. */
public final class LockedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String holder;

    /**
     * @param what what is locked, such as {@code prod/shop}
     * @param holder the holder, such as {@code pid 4711, user deploy, since 2026-11-22T20:30:00Z, rollout r-7f3a09bc}
     */
    public LockedException(String what, String holder) {
        super(what + " is locked by " + holder + "; wait until it is done, or see: sluice status");
        this.holder = holder;
    }

    public String holder() {
        return holder;
    }
}
