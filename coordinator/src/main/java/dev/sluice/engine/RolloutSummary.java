package dev.sluice.engine;

import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a fleet's history.
 *
 * @param changedAt the time of the last event; the time of planning if there is none
 * @param hold when it ends without a person, while it is held
 * @param outcome present once it is finished
 */
public record RolloutSummary(
        RolloutId id,
        RolloutPlan.Purpose purpose,
        ReleaseId release,
        String actor,
        Instant createdAt,
        Instant changedAt,
        RolloutPhase phase,
        Optional<HoldDeadline> hold,
        Optional<Outcome> outcome) {
    /** It can still be resumed, promoted or aborted. */
    public boolean unfinished() {
        return !phase.terminal();
    }
}
