package dev.sluice.web;

import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.RolloutId;

/** What is known of a deed when its caller is answered. */
sealed interface DeedAnswer {
    /** A rollout runs, and its record is followed from here. */
    record Runs(RolloutId id) implements DeedAnswer {}

    /** It has ended without running a rollout. */
    record Ended(RolloutResult result) implements DeedAnswer {}
}
