package dev.sluice.rollout;

import dev.sluice.plan.Batch;
import dev.sluice.plan.BatchTimes.Taken;
import dev.sluice.plan.RolloutPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from a record how long its batches took. Batches that failed, and those that were interrupted, do not count. */
public final class PastBatches {
    private PastBatches() {}

    public static List<Taken> of(RolloutPlan plan, List<RolloutEvent> events) {
        var taken = new ArrayList<Taken>();
        var began = Optional.<FleetEvent.BatchStarted>empty();
        for (var event : events) {
            if (event instanceof FleetEvent.BatchStarted started) {
                began = Optional.of(started);
            } else if (event instanceof FleetEvent.RolloutResumed) {
                began = Optional.empty();
            } else if (event instanceof FleetEvent.GateOpened || event instanceof FleetEvent.Held) {
                began.map(started -> taken(plan, started, event)).ifPresent(taken::add);
                began = Optional.empty();
            }
        }
        return List.copyOf(taken);
    }

    private static Taken taken(RolloutPlan plan, FleetEvent.BatchStarted started, RolloutEvent gate) {
        var soak = plan.batches().stream()
                .filter(batch -> batch.number() == started.batch())
                .map(Batch::soak)
                .findFirst()
                .orElse(Duration.ZERO);
        var time = Duration.between(started.at(), gate.at()).minus(soak);
        return new Taken(started.hosts().size(), time.isNegative() ? Duration.ZERO : time);
    }
}
