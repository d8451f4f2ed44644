package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Opening;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutState;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time of these tests begins on a Sunday at 22:29:58 UTC; the window closes at 23:00. */
class WindowGuardTest {
    private static final Duration CLOSED = Duration.ofMinutes(31);
    private final VirtualTime time = new VirtualTime();
    private RolloutState state = RolloutState.of(PlanDraft.of(1).plan());

    private static PlanDraft draft(Closing closing) {
        var open = new Opening(List.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(23, 0));
        return PlanDraft.of(3)
                .window(new ReleaseWindow(ZoneOffset.UTC, List.of(open), List.of(), closing, ReleaseWindow.Fit.ON));
    }

    private WindowGuard guard(PlanDraft draft) {
        return guard(draft, BatchTimes.NONE);
    }

    private WindowGuard guard(PlanDraft draft, BatchTimes past) {
        var plan = draft.plan();
        state = RolloutState.of(plan);
        return new WindowGuard(plan, past, () -> state, time);
    }

    @ParameterizedTest
    @EnumSource
    void while_it_is_open_everything_may_start(Closing closing) {
        var guard = guard(draft(closing));
        assertEquals(Optional.empty(), guard.beforeBatch(1));
        assertEquals(Optional.empty(), guard.beforeHost());
        assertEquals(Optional.empty(), guard.beforeGate());
    }

    @ParameterizedTest
    @EnumSource
    void when_it_is_closed_no_batch_starts_and_the_rest_is_as_the_file_says(Closing closing) {
        var guard = guard(draft(closing));
        time.pass(CLOSED);
        assertTrue(guard.beforeBatch(1).isPresent());
        assertEquals(closing != Closing.FINISH_BATCH, guard.beforeHost().isPresent());
        assertEquals(closing == Closing.REVERT_ALL, guard.beforeGate().isPresent());
    }

    /** 16 minutes are left before its second batch: twice four and the soak fit up to a soak of four. */
    private boolean fits(PlanDraft draft, BatchTimes past) {
        var guard = guard(draft, past);
        guard.batchBegan();
        time.pass(Duration.ofMinutes(14));
        guard.batchEnded(Duration.ofMinutes(10));
        var closed = guard.beforeBatch(2);
        time.pass(Duration.ofMinutes(-14));
        return closed.isEmpty();
    }

    @Test
    void the_batch_before_counts_without_its_soak() {
        assertTrue(fits(draft(Closing.FINISH_BATCH).soak(Duration.ofMinutes(4)), BatchTimes.NONE));
        assertFalse(fits(draft(Closing.FINISH_BATCH).soak(Duration.ofMinutes(5)), BatchTimes.NONE));
    }

    @Test
    void batches_of_earlier_rollouts_count_where_they_were_slower() {
        var draft = draft(Closing.FINISH_BATCH).soak(Duration.ofMinutes(4));
        assertTrue(fits(draft, new BatchTimes(List.of(new BatchTimes.Taken(1, Duration.ofMinutes(3))))));
        assertFalse(fits(draft, new BatchTimes(List.of(new BatchTimes.Taken(1, Duration.ofMinutes(5))))));
    }

    @Test
    void a_window_that_a_person_overrode_is_ignored_until_the_rollout_is_resumed() {
        var guard = guard(draft(Closing.REVERT_ALL));
        time.pass(CLOSED);
        state = state.with(new FleetEvent.WindowOverridden(PlanDraft.AT, "anna", "a hole"));
        assertTrue(guard.beforeBatch(1).isEmpty());
        assertTrue(guard.beforeHost().isEmpty());
        assertTrue(guard.beforeGate().isEmpty());
        state = state.with(new FleetEvent.RolloutResumed(PlanDraft.AT, "anna"));
        assertTrue(guard.beforeBatch(1).isPresent());
    }

    @Test
    void a_rollout_without_a_window_is_bound_by_none() {
        var guard = guard(PlanDraft.of(2));
        time.pass(CLOSED);
        assertFalse(guard.beforeBatch(1).isPresent());
        assertFalse(guard.beforeHost().isPresent());
        assertFalse(guard.beforeGate().isPresent());
    }
}
