package dev.sluice.engine;

import java.util.List;
import java.util.Optional;

/**
 * The rollouts of one fleet.
 *
 * @param rollouts newest first
 * @param problems records that cannot be read, one sentence each
 */
public record FleetHistory(List<RolloutSummary> rollouts, List<String> problems) {
    public FleetHistory {
        rollouts = List.copyOf(rollouts);
        problems = List.copyOf(problems);
    }

    /** The newest rollout that is not finished. */
    public Optional<RolloutSummary> unfinished() {
        return rollouts.stream().filter(RolloutSummary::unfinished).findFirst();
    }
}
