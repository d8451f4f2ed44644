package dev.sluice.playbook;

import java.time.Duration;

/**
 * When the release counts as served.
 *
 * @param within how long the proof may take
 * @param busy what to do about a worker that has been busy since before the switch
 * @param busyFor how long {@link Busy#WAIT} waits
 */
public record Proof(Workers workers, Duration within, Busy busy, Duration busyFor) {
    /** Whose answers are needed. */
    public sealed interface Workers {
        /** Those of every worker. */
        record All() implements Workers {}

        /** Those of so many different workers, from 1. */
        record Count(int workers) implements Workers {}
    }

    /** What is done about a busy worker. */
    public enum Busy {
        /** Wait for it. */
        WAIT,
        /** Run the reload command. */
        RELOAD,
        /** Fail the host. */
        FAIL
    }
}
