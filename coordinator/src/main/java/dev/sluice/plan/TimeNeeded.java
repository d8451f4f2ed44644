package dev.sluice.plan;

import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.ReleaseWindow.Fit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Estimates the time that a rollout needs before the window closes, with the revert of what it does until then.
 *
 * @param times of earlier rollouts
 * @param before how long the batch before took without its soak; empty for the first batch
 */
public record TimeNeeded(BatchTimes times, Optional<Duration> before) {
    /** Nothing is known of earlier batches. */
    public static final TimeNeeded UNKNOWN = new TimeNeeded(BatchTimes.NONE, Optional.empty());

    /** A batch as far as it matters for an estimate. */
    public record Step(int hosts, Duration soak, Hold hold) {
        static Step of(Batch batch) {
            return new Step(batch.hosts().size(), batch.soak(), batch.hold());
        }
    }

    /** The batches of a plan. */
    public static List<Step> steps(RolloutPlan plan) {
        return plan.batches().stream().map(Step::of).toList();
    }

    /**
     * The time for a batch and its revert, or for all that is left of the rollout and the revert of all of it. A hold ends what is counted, because
     * no one knows when the rollout continues.
     *
     * @param next index of the next batch, from 0
     */
    public Duration of(Fit fit, List<Step> steps, int next) {
        if (next >= steps.size()) {
            return Duration.ZERO;
        }
        return switch (fit) {
            case OFF -> Duration.ZERO;
            case ON, BATCH -> twice(steps.get(next));
            case ROLLOUT -> rollout(steps, next);
        };
    }

    private Duration rollout(List<Step> steps, int next) {
        var durations = new ArrayList<Duration>();
        steps.subList(0, next).forEach(done -> durations.add(time(done)));
        for (var step : steps.subList(next, steps.size())) {
            durations.add(twice(step));
            if (step.hold() == Hold.PROMOTE) {
                break;
            }
        }
        return durations.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The batch with its soak, and as much again for its revert. */
    private Duration twice(Step step) {
        return step.soak().plus(time(step)).multipliedBy(2);
    }

    private Duration time(Step step) {
        var past = times.of(step.hosts()).orElse(Duration.ZERO);
        return before.filter(time -> time.compareTo(past) > 0).orElse(past);
    }
}
