package dev.sluice.readiness;

import java.util.List;

/** Something is refused before a host is changed. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason, as far as exit codes distinguish reasons. */
    public enum Reason {
        USAGE,
        INVALID,
        PREFLIGHT,
        LOCKED,
        /** A rollout was left unfinished: a person has to decide on it first. */
        UNFINISHED,
        OUTSIDE_WINDOW,
        /** People froze the fleet. */
        FROZEN,
        DIVERGED
    }

    private final Reason reason;
    private final transient List<String> lines;
    private final String next;

    /**
     * @param lines what is wrong, a line each
     * @param next what a person can do about it; may be empty
     */
    public RefusedException(Reason reason, List<String> lines, String next) {
        super(String.join("\n", lines));
        this.reason = reason;
        this.lines = List.copyOf(lines);
        this.next = next;
    }

    public Reason reason() {
        return reason;
    }

    public List<String> lines() {
        return lines;
    }

    public String next() {
        return next;
    }
}
