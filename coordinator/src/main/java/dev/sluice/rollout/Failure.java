package dev.sluice.rollout;

/**
 * Why an action failed; the text is the same on the console, in the journal and in reports.
 *
 * @param step the step that failed, such as {@code switch}
 * @param what what failed
 * @param why the cause, as far as it is known
 * @param next what a person can do about it
 */
public record Failure(Kind kind, String step, String what, String why, String next) {
    /** Kinds that are handled differently. */
    public enum Kind {
        UNREACHABLE,
        HOST_KEY,
        AUTHENTICATION,
        /** Another rollout holds the host. */
        LOCKED,
        /** A newer token was issued: this coordinator may no longer act on the host. */
        FENCED,
        STAGING,
        SWITCH,
        PROOF,
        HEALTH,
        /** A task of the playbook. */
        TASK,
        UNEXPECTED
    }

    /** One line: what and why. */
    public String summary() {
        return why.isEmpty() ? what : what + ": " + why;
    }
}
