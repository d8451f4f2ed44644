package dev.sluice.plan;

/**
 * Something that the playbook asks for and that a person waived, for the record.
 *
 * @param name the strategy that was chosen instead, the health check that is skipped, or the host; empty for the window
 * @param reason the person's own words
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
        /** That a host is left alone which somebody else changed. */
        HOST
    }
}
