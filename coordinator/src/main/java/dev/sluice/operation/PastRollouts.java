package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.BatchTimes.Taken;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.PastBatches;
import java.util.List;

/** What the records of this machine show about the duration of a fleet's batches. */
record PastRollouts(RolloutStore store, FleetName fleet) {
    /** Older ones show little of how the fleet is now. */
    private static final int NEWEST = 5;

    BatchTimes times() {
        return new BatchTimes(
                newest().stream().flatMap(rollout -> taken(rollout).stream()).toList());
    }

    /** An estimate needs no certainty: a record that cannot be read is passed over. */
    private List<Taken> taken(RolloutSummary rollout) {
        try {
            var record = store.read(rollout.id());
            return PastBatches.of(record.plan(), record.events());
        } catch (JournalException unreadable) {
            return List.of();
        }
    }

    private List<RolloutSummary> newest() {
        try {
            return store.history(fleet).rollouts().stream()
                    .filter(rollout -> rollout.purpose() == Purpose.RELEASE)
                    .limit(NEWEST)
                    .toList();
        } catch (JournalException unreadable) {
            return List.of();
        }
    }
}
