package dev.sluice.readiness;

import dev.sluice.plan.Batch;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TimeNeeded;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Gate;
import dev.sluice.rollout.Rotation;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an unfinished rollout may continue now, as far as its window is concerned. What must not wait continues at any time: a revert, and hosts
 * that an ended process left inside their critical section; the rollout then stops by itself behind them.
 *
 * @param past how long batches of earlier rollouts took
 */
public record ContinueCheck(RolloutPlan plan, BatchTimes past) {
    /** @throws RefusedException outside the window, or when what has to fit and its revert would not fit into it */
    public void refuse(RolloutState state, Instant now) throws RefusedException {
        var next = next(state);
        if (next.isEmpty() || mustNotWait(state)) {
            return;
        }
        new WindowCheck(plan.window(), TimeNeeded.steps(plan), new TimeNeeded(past, Optional.empty()))
                .refuse(
                        now,
                        next.get().number() - 1,
                        "to continue all the same, with a reason for the record: --override-window --reason TEXT;"
                                + " sluice abort --revert " + plan.id() + " reverts every host at any time");
    }

    /** It continues whatever people or the playbook restrict. */
    public static boolean mustNotWait(RolloutState state) {
        return state.phase() == RolloutPhase.FAILING || isInside(state);
    }

    /** The batch that would continue or start; empty when all are done. */
    private Optional<Batch> next(RolloutState state) {
        return plan.batches().stream()
                .filter(batch -> state.gates().get(batch.number()) != Gate.OPEN)
                .filter(batch -> state.gates().get(batch.number()) != Gate.HELD)
                .findFirst();
    }

    private static boolean isInside(RolloutState state) {
        return state.hosts().values().stream().anyMatch(ContinueCheck::isInside);
    }

    private static boolean isInside(HostRollout host) {
        return switch (host.phase()) {
            case SWITCHING, SWITCHED, PROVED, REVERTING, RESTORED -> true;
            case PLANNED, STAGED, HEALTHY, REVERTED, FAILED, LEFT_OUT, STUCK, UNKNOWN, DIVERGED ->
                host.rotation() != Rotation.IN;
        };
    }
}
