package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.playbook.ReleaseWindow.Opening;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollout of two batches that was held after the first, in a window from 22:00 to 23:00. */
class ContinueCheckTest {
    private static final Instant INSIDE = Instant.parse("2026-11-23T22:10:00Z");
    private static final Instant OUTSIDE = Instant.parse("2026-11-23T23:00:00Z");

    private static PlanDraft draft(Fit fit) {
        var open = new Opening(List.of(DayOfWeek.values()), LocalTime.of(22, 0), LocalTime.of(23, 0));
        return PlanDraft.of(3)
                .batches(List.of(PlanDraft.held(1), PlanDraft.step(1)))
                .soak(Duration.ofMinutes(12))
                .window(new ReleaseWindow(
                        ZoneOffset.UTC, List.of(open), List.of(), ReleaseWindow.Closing.FINISH_BATCH, fit));
    }

    private static RolloutState held(RolloutPlan plan) {
        return RolloutState.of(plan)
                .with(new FleetEvent.BatchStarted(PlanDraft.AT, 1, List.of(PlanDraft.web(1))))
                .with(new FleetEvent.Held(PlanDraft.AT, 1));
    }

    private static ContinueCheck check(RolloutPlan plan) {
        return new ContinueCheck(plan, BatchTimes.NONE);
    }

    @Test
    void outside_of_it_a_held_rollout_does_not_continue() {
        var plan = draft(Fit.ON).plan();
        assertDoesNotThrow(() -> check(plan).refuse(held(plan), INSIDE));
        var refused = assertThrows(RefusedException.class, () -> check(plan).refuse(held(plan), OUTSIDE));
        assertEquals(Reason.OUTSIDE_WINDOW, refused.reason());
        assertTrue(refused.next().startsWith("it opens Tue 2026-11-24 22:00 Z"), refused.next());
        assertTrue(refused.next().contains("--override-window --reason TEXT; sluice abort --revert r-7f3a09bc"));
    }

    @Test
    void a_batch_or_all_that_is_left_has_to_fit() {
        var late = INSIDE.plusSeconds(60);
        var batch = draft(Fit.BATCH).plan();
        assertDoesNotThrow(() -> check(batch).refuse(held(batch), late));
        assertThrows(
                RefusedException.class, () -> check(batch).refuse(held(batch), INSIDE.plus(Duration.ofMinutes(27))));
        var whole = draft(Fit.ROLLOUT).plan();
        assertDoesNotThrow(() -> check(whole).refuse(held(whole), INSIDE));
        var refused = assertThrows(
                RefusedException.class, () -> check(whole).refuse(held(whole), INSIDE.plus(Duration.ofMinutes(3))));
        assertTrue(
                refused.lines().get(0).startsWith("outside the window: what is left of the rollout and its revert may"),
                refused.lines().get(0));
        var off = draft(Fit.OFF).plan();
        assertDoesNotThrow(() -> check(off).refuse(held(off), OUTSIDE.minusMillis(1)));
    }

    @Test
    void a_revert_and_a_host_inside_its_critical_section_wait_for_no_window() {
        var plan = draft(Fit.ON).plan();
        var reverting = held(plan).with(new FleetEvent.Aborted(OUTSIDE, "anna", Demand.REVERT));
        assertDoesNotThrow(() -> check(plan).refuse(reverting, OUTSIDE));
        var killed = RolloutState.of(plan)
                .with(new FleetEvent.BatchStarted(PlanDraft.AT, 1, List.of(PlanDraft.web(1))))
                .with(new HostEvent.HostSwitching(PlanDraft.AT, PlanDraft.web(1), "a", "b", 1));
        assertDoesNotThrow(() -> check(plan).refuse(killed, OUTSIDE));
    }

    @Test
    void a_rollback_and_a_rollout_behind_its_last_batch_ask_for_no_window() {
        var rollback = draft(Fit.ON).rollback().plan();
        assertDoesNotThrow(() -> check(rollback).refuse(RolloutState.of(rollback), OUTSIDE));
        var plan = draft(Fit.ON).plan();
        var through = RolloutState.of(plan);
        for (var batch : plan.batches()) {
            through = through.with(new FleetEvent.GateOpened(PlanDraft.AT, batch.number()));
        }
        var end = through;
        assertDoesNotThrow(() -> check(plan).refuse(end, OUTSIDE));
    }

    @Test
    void a_host_that_is_out_of_its_load_balancer_waits_for_no_window() {
        var plan = draft(Fit.ON).plan();
        var host = PlanDraft.web(1);
        var staged = held(plan).with(new HostEvent.HostStaged(PlanDraft.AT, host, 1, Duration.ZERO));
        assertThrows(RefusedException.class, () -> check(plan).refuse(staged, OUTSIDE));
        var leaving = staged.with(new HostEvent.HostDraining(PlanDraft.AT, host, List.of("drain")));
        assertDoesNotThrow(() -> check(plan).refuse(leaving, OUTSIDE));
    }
}
