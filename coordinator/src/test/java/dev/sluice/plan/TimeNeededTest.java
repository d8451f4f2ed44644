package dev.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.BatchTimes.Taken;
import dev.sluice.plan.TimeNeeded.Step;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.ReleaseWindow.Fit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has to fit into a window: times in minutes. */
class TimeNeededTest {
    private static final List<Step> STEPS = List.of(step(1, 10), step(4, 5), step(4, 5));

    private static Step step(int hosts, int soak) {
        return new Step(hosts, Duration.ofMinutes(soak), Hold.NONE);
    }

    private static Taken taken(int hosts, int minutes) {
        return new Taken(hosts, Duration.ofMinutes(minutes));
    }

    private static long minutes(TimeNeeded needed, Fit fit, List<Step> steps, int next) {
        return needed.of(fit, steps, next).toMinutes();
    }

    @Test
    void without_a_past_a_batch_needs_its_soak_and_the_batch_before_twice() {
        assertEquals(20, minutes(TimeNeeded.UNKNOWN, Fit.ON, STEPS, 0));
        var second = new TimeNeeded(BatchTimes.NONE, Optional.of(Duration.ofMinutes(2)));
        assertEquals(14, minutes(second, Fit.BATCH, STEPS, 1));
        assertEquals(0, minutes(second, Fit.OFF, STEPS, 1));
        assertEquals(0, minutes(second, Fit.ROLLOUT, STEPS, 3), "nothing is left");
    }

    @Test
    void the_past_counts_unless_this_rollout_is_slower() {
        var past = new BatchTimes(List.of(taken(1, 1), taken(4, 3)));
        assertEquals(26, minutes(new TimeNeeded(past, Optional.empty()), Fit.ON, STEPS, 0));
        var slower = new TimeNeeded(past, Optional.of(Duration.ofMinutes(7)));
        assertEquals(24, minutes(slower, Fit.ON, STEPS, 1));
    }

    @Test
    void all_that_is_left_of_a_rollout_needs_its_revert_and_that_of_what_is_done() {
        var needed = new TimeNeeded(new BatchTimes(List.of(taken(4, 3))), Optional.empty());
        assertEquals(26 + 16 + 16, minutes(needed, Fit.ROLLOUT, STEPS, 0));
        assertEquals(3 + 16 + 16, minutes(needed, Fit.ROLLOUT, STEPS, 1));
        assertEquals(3 + 3 + 16, minutes(needed, Fit.ROLLOUT, STEPS, 2));
    }

    @Test
    void a_hold_ends_what_is_counted_and_the_rest_counts_after_it() {
        var held = List.of(new Step(1, Duration.ofMinutes(10), Hold.PROMOTE), step(4, 5), step(4, 5));
        assertEquals(20, minutes(TimeNeeded.UNKNOWN, Fit.ROLLOUT, held, 0));
        assertEquals(20, minutes(TimeNeeded.UNKNOWN, Fit.ROLLOUT, held, 1));
    }

    @ParameterizedTest
    @CsvSource({"1, 9", "2, 9", "3, 9", "4, 9", "8, 18"})
    void a_batch_takes_as_long_as_the_slowest_that_was_as_large_or_grows_with_the_largest(int hosts, int minutes) {
        var times = new BatchTimes(List.of(taken(2, 5), taken(4, 9), taken(2, 4), taken(4, 1)));
        assertEquals(Optional.of(Duration.ofMinutes(minutes)), times.of(hosts));
        assertEquals(Optional.empty(), BatchTimes.NONE.of(hosts));
    }

    @Test
    void a_strategy_makes_the_batches_that_its_plan_has() {
        for (int hosts = 1; hosts < 30; hosts++) {
            var plan = PlanDraft.of(hosts)
                    .batches(List.of(PlanDraft.held(1), PlanDraft.step(3), PlanDraft.step(7)))
                    .soak(Duration.ofSeconds(9))
                    .lastSoak(Duration.ZERO)
                    .plan();
            assertEquals(TimeNeeded.steps(plan), Planner.steps(plan.strategy(), hosts));
        }
    }
}
