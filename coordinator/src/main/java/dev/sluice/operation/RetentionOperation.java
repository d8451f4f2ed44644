package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes records of rollouts that are over, and which no one needs any more. What is not over stays, and so does the last rollout that succeeded:
 * commands compare hosts with it.
 */
public final class RetentionOperation {
    private final Fleet fleet;

    public RetentionOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Keeps the newest rollouts, and those that are younger.
     *
     * @param rollouts how many are kept whatever their age
     * @param age up to which they are kept whatever their number
     * @return what was removed
     */
    public List<RolloutId> run(int rollouts, Duration age) throws JournalException, LockedException {
        var removed = new ArrayList<RolloutId>();
        var lock = fleet.lock();
        try (lock) {
            var before = fleet.time().now().minus(age);
            var history = fleet.store().history(fleet.name()).rollouts();
            var live = history.stream()
                    .filter(rollout ->
                            rollout.outcome().filter(Outcome.SUCCEEDED::equals).isPresent())
                    .map(RolloutSummary::id)
                    .findFirst();
            for (var rollout : history.stream().skip(rollouts).toList()) {
                var isNeeded = rollout.unfinished()
                        || live.filter(rollout.id()::equals).isPresent()
                        || !rollout.changedAt().isBefore(before);
                if (!isNeeded) {
                    fleet.store().remove(rollout.id());
                    removed.add(rollout.id());
                }
            }
        }
        return removed;
    }
}
