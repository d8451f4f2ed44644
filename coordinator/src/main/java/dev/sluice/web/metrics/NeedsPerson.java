package dev.sluice.web.metrics;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Outcome;
import java.util.EnumSet;
import java.util.Set;

/** Decides whether a person has to act, by the rollouts of a fleet. */
final class NeedsPerson {
    /** These leave every host on one release. */
    private static final Set<Purpose> SETTLING = EnumSet.of(Purpose.RELEASE, Purpose.ROLLBACK, Purpose.CONVERGE);

    private static final Set<Outcome> UNSETTLED = EnumSet.of(Outcome.MIXED, Outcome.DIVERGED);

    private NeedsPerson() {}

    /** @param holder the process of this machine that works on the fleet, as the store names it; empty where none does */
    static boolean of(FleetHistory history, String holder) {
        return !history.problems().isEmpty()
                || history.rollouts().stream().anyMatch(rollout -> waits(rollout, holder))
                || isUnsettled(history);
    }

    /** It waits for a decision, or was left by a process that ended. */
    private static boolean waits(RolloutSummary rollout, String holder) {
        return rollout.unfinished()
                && (rollout.phase().waitsForPerson()
                        || !holder.contains(rollout.id().value()));
    }

    /** What failed and left hosts as they were does not change that others were left behind before. */
    private static boolean isUnsettled(FleetHistory history) {
        for (var rollout : history.rollouts()) {
            var outcome = rollout.outcome();
            if (outcome.filter(UNSETTLED::contains).isPresent()) {
                return true;
            }
            if (outcome.filter(Outcome.SUCCEEDED::equals).isPresent() && SETTLING.contains(rollout.purpose())) {
                return false;
            }
        }
        return false;
    }
}
