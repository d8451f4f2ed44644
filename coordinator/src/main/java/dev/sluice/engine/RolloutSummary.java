package dev.sluice.engine;

import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.Waiver;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a fleet's history.
 *
 * @param changedAt the time of the last event; the time of planning if there is none
 * @param hold when it ends without a person, while it is held
 * @param outcome present once it is finished
 * @param waivers what a person waived when it was started
 * @param decisions what people decided on the way, in order
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
        Optional<Outcome> outcome,
        List<Waiver> waivers,
        List<Decision> decisions) {
    public RolloutSummary {
        waivers = List.copyOf(waivers);
        decisions = List.copyOf(decisions);
    }

    /**
     * A person's decision on a rollout.
     *
     * @param what such as {@code promoted after batch 1}
     */
    public record Decision(Instant at, String what, String by) {
        /** The decision in an event; empty for one that is none. */
        public static Optional<Decision> of(RolloutEvent event) {
            if (event instanceof FleetEvent.Promoted promoted) {
                return Optional.of(new Decision(event.at(), "promoted after batch " + promoted.batch(), promoted.by()));
            }
            if (event instanceof FleetEvent.Paused paused) {
                return Optional.of(new Decision(event.at(), "paused", paused.by()));
            }
            if (event instanceof FleetEvent.RolloutResumed resumed) {
                return Optional.of(new Decision(event.at(), "continued", resumed.actor()));
            }
            if (event instanceof FleetEvent.WindowOverridden overridden) {
                return Optional.of(
                        new Decision(event.at(), "window overridden: " + overridden.reason(), overridden.by()));
            }
            if (event instanceof FleetEvent.Aborted aborted) {
                var how = aborted.demand() == Demand.REVERT
                        ? "ended: every host is reverted"
                        : "ended: hosts left as they are";
                return Optional.of(new Decision(event.at(), how, aborted.by()));
            }
            if (event instanceof TaskEvent.TaskJudged judged) {
                var how =
                        judged.verdict() == TaskEvent.TaskJudged.Verdict.DONE ? "decided done" : "decided to run again";
                return Optional.of(new Decision(event.at(), "task '" + judged.task() + "' " + how, judged.by()));
            }
            return Optional.empty();
        }
    }

    /** It can still be resumed, promoted or aborted. */
    public boolean unfinished() {
        return !phase.terminal();
    }
}
