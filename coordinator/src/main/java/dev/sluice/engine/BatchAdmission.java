package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import java.util.Optional;

/** Whether a batch may be opened: people did not freeze the fleet, and the window is open for long enough. */
record BatchAdmission(RolloutPlan plan, FreezeCheck freeze, WindowGuard window, Timekeeper time) {
    /** Hosts that are asked whether people froze the fleet. */
    private static final int ASKED = 3;

    /** The event to record in place of the batch; empty if it may be opened. */
    Optional<FleetEvent> obstacle(Batch batch) {
        var near = batch.hosts().stream().limit(ASKED).toList();
        var frozen = plan.obeysFreeze() ? freeze.frozen(near) : Optional.<String>empty();
        return frozen.<FleetEvent>map(message -> new FleetEvent.Frozen(time.now(), message))
                .or(() -> window.beforeBatch(batch.number()).map(window::event));
    }
}
