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
     * @param waived what a person waived when it was started, with the reason
     * @param decisions what people decided on the way
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
            String actor,
            List<Waived> waived,
            List<Decided> decisions) {
        public Entry {
            waived = List.copyOf(waived);
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * A requirement of the playbook that was waived.
     *
     * @param kind {@code strategy}, {@code window}, {@code check} or {@code host}
     * @param name of the strategy, check or host; empty for the window
     */
    public record Waived(String kind, String name, String reason) {}

    /** @param at ISO-8601, UTC */
    public record Decided(String at, String what, String by) {}

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
                rollout.actor(),
                rollout.waivers().stream()
                        .map(waiver -> new Waived(EnumWord.of(waiver.kind()), waiver.name(), waiver.reason()))
                        .toList(),
                rollout.decisions().stream()
                        .map(decision -> new Decided(decision.at().toString(), decision.what(), decision.by()))
                        .toList());
    }
}
