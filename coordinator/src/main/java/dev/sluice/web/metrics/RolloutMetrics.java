package dev.sluice.web.metrics;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.view.EnumWord;
import java.util.Map;
import java.util.stream.Collectors;

/** What the rollouts of one site show. */
final class RolloutMetrics {
    private final RolloutStore store;
    private final Tally<RolloutId, Outcome> over = new Tally<>();

    RolloutMetrics(RolloutStore store) {
        this.store = store;
    }

    void add(FleetName fleet, FleetHistory history, Samples.OfSite to) throws JournalException {
        to.set(Metric.NEEDS_PERSON, NeedsPerson.of(history, holder(fleet, history)) ? 1 : 0);
        history.unfinished()
                .flatMap(RolloutSummary::hold)
                .map(HoldDeadline::at)
                .ifPresent(at -> to.time(Metric.HOLD_DEADLINE, at));
        history.rollouts().stream()
                .filter(rollout -> rollout.purpose() == Purpose.RELEASE)
                .filter(rollout ->
                        rollout.outcome().filter(Outcome.SUCCEEDED::equals).isPresent())
                .map(RolloutSummary::changedAt)
                .findFirst()
                .ifPresent(at -> to.time(Metric.LAST_SUCCESS, at));
        count(history);
        for (var outcome : Outcome.values()) {
            to.set(Metric.ROLLOUTS, EnumWord.of(outcome), (double) over.of(outcome));
        }
    }

    /** Finding the process costs as much as the history: it is done while a rollout is open. */
    private String holder(FleetName fleet, FleetHistory history) throws JournalException {
        return history.unfinished().isPresent() ? store.holder(fleet).orElse("") : "";
    }

    private void count(FleetHistory history) {
        Map<RolloutId, Outcome> ended = history.rollouts().stream()
                .filter(rollout -> rollout.outcome().isPresent())
                .collect(Collectors.toMap(
                        RolloutSummary::id, rollout -> rollout.outcome().orElseThrow()));
        over.with(ended);
        if (history.problems().isEmpty()) {
            // A record that cannot be read now may be mended.
            over.forgetOthers(ended.keySet());
        }
    }
}
