package dev.sluice.plan;

/**
 * A requirement of the playbook that a person waived, for the record.
 *
 * @param name the strategy that is used instead, the health check that is skipped, or the host; empty for the window
 * @param reason as the person gave it
 */
public record Waiver(Kind kind, String name, String reason) {
    /** What can be waived. */
    public enum Kind {
        /** Another strategy than the playbook's own. */
        STRATEGY,
        /** Windows and blackouts. */
        WINDOW,
        /** A health check. */
        CHECK,
        /** The protection of a host that another process or operator changed. */
        HOST
    }
}
