package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.OnFailure;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Tasks;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds that end without a person. The rollout is held at 22:29:58. */
class HoldExpiryTest {
    private static final Instant AT = PlanDraft.AT;
    private static final Duration HOUR = Duration.ofHours(1);

    private static PlanDraft draft(Then then) {
        return PlanDraft.of(2).batches(List.of(PlanDraft.held(1, HOUR, then), PlanDraft.step(1)));
    }

    private static RolloutState held(RolloutPlan plan, Optional<Instant> windowCloses) {
        var end = plan.batches().get(0).ends().orElseThrow();
        return RolloutState.of(plan)
                .with(new FleetEvent.BatchStarted(AT, 1, List.of(PlanDraft.web(1))))
                .with(new FleetEvent.Held(AT, 1, Optional.of(HoldDeadline.of(AT, end, windowCloses))));
    }

    private static RolloutState held(RolloutPlan plan) {
        return held(plan, Optional.empty());
    }

    @Test
    void the_window_ends_a_hold_before_its_own_time() {
        var end = new HoldEnd(HOUR, Then.REVERT);
        assertEquals(AT.plus(HOUR), HoldDeadline.of(AT, end, Optional.empty()).at());
        assertEquals(
                AT.plusSeconds(60),
                HoldDeadline.of(AT, end, Optional.of(AT.plusSeconds(60))).at());
        assertEquals(
                AT.plus(HOUR),
                HoldDeadline.of(AT, end, Optional.of(AT.plusSeconds(3601))).at());
    }

    @Test
    void nothing_is_due_before_the_deadline_and_without_one() {
        var plan = draft(Then.REVERT).plan();
        var expiry = new HoldExpiry(plan);
        assertEquals(Optional.empty(), expiry.over(held(plan), AT.plus(HOUR).minusMillis(1)));
        assertEquals(
                Optional.empty(),
                expiry.over(RolloutState.of(plan).with(new FleetEvent.Held(AT, 1)), AT.plus(Duration.ofDays(999))));
        assertEquals(
                Optional.empty(),
                expiry.over(
                        held(plan).with(new FleetEvent.Promoted(AT.plusSeconds(5), 1, "anna")),
                        AT.plus(HOUR.multipliedBy(9))),
                "it is held no more");
    }

    @Test
    void half_an_hour_before_the_deadline_it_ends_soon_and_afterwards_no_more() {
        var plan = draft(Then.REVERT).plan();
        var expiry = new HoldExpiry(plan);
        var end = AT.plus(HOUR);
        var near = Optional.of(new HoldDeadline(end, Then.REVERT));
        assertEquals(Optional.empty(), expiry.near(held(plan), end.minusSeconds(1801)));
        assertEquals(near, expiry.near(held(plan), end.minusSeconds(1800)));
        assertEquals(near, expiry.near(held(plan), end.minusMillis(1)));
        assertEquals(Optional.empty(), expiry.near(held(plan), end));
    }

    @Test
    void what_cannot_be_done_without_a_person_is_known_before_the_deadline() {
        var plan = inWindow();
        var end = Instant.parse("2026-11-22T23:45:00Z");
        var state = RolloutState.of(plan)
                .with(new FleetEvent.BatchStarted(AT, 1, List.of(PlanDraft.web(1))))
                .with(new FleetEvent.Held(AT, 1, Optional.of(new HoldDeadline(end, Then.PROMOTE))));
        assertEquals(
                Optional.of(new HoldDeadline(end, Then.WAIT)),
                new HoldExpiry(plan).near(state, end.minusSeconds(60)),
                "the window is closed then");
    }

    @Test
    void at_the_deadline_every_host_is_reverted_or_the_rollout_continues() {
        var plan = draft(Then.REVERT).plan();
        var now = AT.plus(HOUR);
        var expired = new HoldExpiry(plan).due(held(plan), now).orElseThrow();
        assertEquals(new FleetEvent.HoldExpired(now, 1, now, Then.REVERT), expired);
        var reverting = held(plan).with(expired);
        assertEquals(Optional.of(Demand.REVERT_BY_DEADLINE), reverting.demanded());
        assertTrue(reverting.approvalExpired());
        assertEquals(OnFailure.REVERT_ALL, new RolloutMachine(plan).policy(reverting));
        assertEquals(Optional.of("batch 1 was not promoted before 2026-11-22T23:29:58Z"), reverting.trouble());

        var going = draft(Then.PROMOTE).plan();
        var on = held(going).with(new HoldExpiry(going).due(held(going), now).orElseThrow());
        assertEquals(RolloutPhase.RUNNING, on.phase());
        assertEquals(Gate.OPEN, on.gates().get(1));
        assertFalse(on.approvalExpired());
    }

    @Test
    void a_rollout_that_waits_on_has_nothing_to_record() {
        var plan = draft(Then.WAIT).plan();
        var now = AT.plus(HOUR);
        assertEquals(Optional.of(new HoldDeadline(now, Then.WAIT)), new HoldExpiry(plan).over(held(plan), now));
        assertEquals(Optional.empty(), new HoldExpiry(plan).due(held(plan), now));
    }

    @ParameterizedTest
    @EnumSource(Then.class)
    void whoever_promotes_too_late_changes_nothing(Then then) {
        var held = held(draft(then).plan());
        assertEquals(held, held.with(new FleetEvent.Promoted(AT.plus(HOUR), 1, "anna")));
        assertEquals(
                RolloutPhase.RUNNING,
                held.with(new FleetEvent.Promoted(AT.plus(HOUR).minusMillis(1), 1, "anna"))
                        .phase());
    }

    @Test
    void a_person_may_still_leave_what_would_be_reverted() {
        var plan = draft(Then.REVERT).plan();
        var expired = new HoldExpiry(plan).due(held(plan), AT.plus(HOUR)).orElseThrow();
        var left = held(plan).with(expired).with(new FleetEvent.Aborted(AT.plus(HOUR), "anna", Demand.LEAVE));
        assertEquals(OnFailure.HALT, new RolloutMachine(plan).policy(left));
        assertFalse(left.approvalExpired());
    }

    @Test
    void nothing_is_reverted_by_itself_after_an_irreversible_task() {
        var migrate = DraftTask.task("migrate").irreversible().spec();
        var plan = draft(Then.REVERT)
                .tasks(new Tasks(List.of(migrate), List.of(), List.of(), List.of()))
                .plan();
        var held = held(plan);
        assertEquals(
                Then.REVERT,
                new HoldExpiry(plan).over(held, AT.plus(HOUR)).orElseThrow().then());
        var migrated = held.with(new TaskEvent.TaskStarted(AT, "migrate", Optional.empty()));
        assertEquals(
                Then.WAIT,
                new HoldExpiry(plan).over(migrated, AT.plus(HOUR)).orElseThrow().then());
    }

    /** Open from 22:00 to 23:45 each day. */
    private static RolloutPlan inWindow() {
        var open = new ReleaseWindow.Opening(List.of(DayOfWeek.values()), LocalTime.of(22, 0), LocalTime.of(23, 45));
        return draft(Then.PROMOTE)
                .window(new ReleaseWindow(
                        ZoneOffset.UTC,
                        List.of(open),
                        List.of(),
                        ReleaseWindow.Closing.FINISH_BATCH,
                        ReleaseWindow.Fit.ON))
                .plan();
    }

    @Test
    void a_rollout_goes_on_by_itself_only_in_the_window_in_which_it_was_held() {
        var plan = inWindow();
        var held = held(plan, Optional.of(Instant.parse("2026-11-22T23:45:00Z")));
        var deadline = AT.plus(HOUR);
        var expiry = new HoldExpiry(plan);
        assertEquals(
                Then.PROMOTE,
                expiry.over(held, deadline.plusSeconds(60)).orElseThrow().then());
        assertEquals(
                Then.WAIT,
                expiry.over(held, Instant.parse("2026-11-22T23:45:00Z"))
                        .orElseThrow()
                        .then(),
                "it has closed");
        assertEquals(
                Then.WAIT,
                expiry.over(held, Instant.parse("2026-11-23T22:10:00Z"))
                        .orElseThrow()
                        .then(),
                "that is another one");
        var atItsEnd = held(plan, Optional.of(AT.plusSeconds(60)));
        assertEquals(AT.plusSeconds(60), atItsEnd.deadline().orElseThrow().at());
    }
}
