package dev.sluice.operation;

import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.Planner;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TimeNeeded;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Strategy;
import dev.sluice.readiness.WindowCheck;
import java.util.List;
import java.util.Optional;

/** Checks of a fleet's window, with what this machine knows of the fleet's earlier rollouts. */
record WindowChecks(Fleet fleet) {
    /** How long batches of earlier rollouts took. */
    BatchTimes times() {
        return new PastRollouts(fleet.store(), fleet.name()).times();
    }

    /** Whether a rollout that is not planned yet may start. */
    WindowCheck of(Optional<ReleaseWindow> window, Strategy strategy) {
        return of(window, Planner.steps(strategy, fleet.hosts().size()));
    }

    /** The same for one that is planned. */
    WindowCheck of(RolloutPlan plan) {
        return of(plan.playbook().window(), TimeNeeded.steps(plan));
    }

    private WindowCheck of(Optional<ReleaseWindow> window, List<TimeNeeded.Step> steps) {
        var past = window.isPresent() ? times() : BatchTimes.NONE;
        return new WindowCheck(window, steps, new TimeNeeded(past, Optional.empty()));
    }
}
