package dev.sluice.operation;

import dev.sluice.plan.FleetName;
import java.time.Instant;

/**
 * Something that happened by itself, and that people should hear of.
 *
 * @param subject the schedule, or another short name of what it is about
 * @param words for people, on one line
 */
public record Notice(Instant at, Kind kind, FleetName fleet, String subject, String words) {
    /** What happened. */
    public enum Kind {
        /** A rollout was started. */
        STARTED,
        /** It ended. */
        ENDED,
        /** A start was skipped, on purpose. */
        SKIPPED,
        /** A start was missed. */
        MISSED,
        /** A person froze the fleet. */
        FROZEN,
        /** Something would keep the next start from starting. */
        PROBLEMS,
        /** A rollout waits for a person. */
        WAITS,
        /** A rollout was left in the middle, and waits for a person. */
        LEFT,
        /** Inventory or playbook cannot be used: nothing starts. */
        BROKEN_FILES,
        /** They can be used again. */
        MENDED_FILES,
        /** The clock of this machine was set. */
        CLOCK,
        /** Something failed that is tried again. */
        TROUBLE
    }
}
