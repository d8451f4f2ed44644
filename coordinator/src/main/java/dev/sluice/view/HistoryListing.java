package dev.sluice.view;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RolloutSummary;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice history}, the newest first.
 *
 * @param problems records that cannot be read
 */
public record HistoryListing(String fleet, List<Entry> rollouts, List<String> problems) implements Listing {
    public HistoryListing {
        rollouts = List.copyOf(rollouts);
        problems = List.copyOf(problems);
    }

    /**
     * One rollout.
     *
     * @param createdAt ISO-8601, UTC
     * @param outcome null while it is unfinished
     * @param hold when it ends by itself, while the rollout is held
     */
    public record Entry(
            String rollout,
            String createdAt,
            String changedAt,
            String purpose,
            String release,
            String phase,
            Optional<String> outcome,
            Optional<StatusListing.Hold> hold,
            String actor) {}

    public static HistoryListing of(String fleet, FleetHistory history) {
        return new HistoryListing(
                fleet, history.rollouts().stream().map(HistoryListing::entry).toList(), history.problems());
    }

    private static Entry entry(RolloutSummary rollout) {
        return new Entry(
                rollout.id().value(),
                rollout.createdAt().toString(),
                rollout.changedAt().toString(),
                EnumWord.of(rollout.purpose()),
                rollout.release().value(),
                EnumWord.of(rollout.phase()),
                rollout.outcome().map(EnumWord::of),
                rollout.hold().map(StatusListing.Hold::of),
                rollout.actor());
    }
}
