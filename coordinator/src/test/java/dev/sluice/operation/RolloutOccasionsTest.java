package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutOccasionsTest {
    private static final Instant AT = PlanDraft.AT;

    /** The first host has an earlier release, and the second has none. */
    private static final RolloutPlan PLAN = PlanDraft.of(2).link(2, "").plan();

    /** What the last event is for people. */
    private static Optional<Occasion> of(RolloutEvent... events) {
        var all = List.of(events);
        var before = RolloutState.replay(PLAN, all.subList(0, all.size() - 1));
        var last = all.get(all.size() - 1);
        return new RolloutOccasions(PLAN).of(last, before, before.with(last));
    }

    private static Optional<Occasion> occasion(String title, Event... events) {
        return Optional.of(new Occasion(List.of(events), title));
    }

    private static RolloutEvent unknown(String task) {
        return new TaskEvent.TaskUnknown(AT, task, new Failure(Failure.Kind.TASK, "task", "lost", "", ""));
    }

    @Test
    void a_rollout_that_begins_or_waits_is_one() {
        assertEquals(occasion("release started", Event.STARTED), of(new FleetEvent.RolloutStarted(AT, "d", "anna")));
        assertEquals(
                occasion("release held after batch 1: it waits for promotion", Event.HELD),
                of(new FleetEvent.Held(AT, 1)));
        assertEquals(
                occasion("release and the window: it closed at 02:00", Event.WINDOW_CLOSED),
                of(new FleetEvent.WindowClosed(AT, "it closed at 02:00", Closing.HALT)));
        assertEquals(
                occasion("release interrupted by SIGTERM: it waits for a person", Event.INTERRUPTED),
                of(new FleetEvent.Interrupted(AT, "SIGTERM")));
    }

    @Test
    void a_task_whose_result_is_unknown_is_one_once() {
        assertEquals(
                occasion("release waits for a decision: the result of 'migrate' is unknown", Event.MIXED),
                of(unknown("migrate")));
        assertEquals(Optional.empty(), of(unknown("migrate"), new FleetEvent.Promoted(AT, 1, "anna")));
    }

    @Test
    void what_a_host_does_is_none() {
        assertEquals(Optional.empty(), of(new HostEvent.HostLocked(AT, PlanDraft.web(1), 7)));
    }

    private static Optional<Occasion> finished(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> occasion("release done", Event.DONE);
            case UNTOUCHED ->
                occasion("release failed before any switch; nothing was changed for visitors", Event.FAILED);
            case REVERTED ->
                occasion(
                        "release failed; every host is back on " + PlanDraft.OLD + ", nothing",
                        Event.REVERTED,
                        Event.FAILED);
            case MIXED ->
                occasion("release failed; the hosts are mixed, and a person has to decide", Event.MIXED, Event.FAILED);
            case LOCKED -> occasion("release failed: another rollout holds hosts; nothing was changed", Event.FAILED);
            case DIVERGED ->
                occasion(
                        "release failed: something other than Sluice changed hosts, which were left as they are",
                        Event.DIVERGED,
                        Event.FAILED);
        };
    }

    @Test
    void each_end_is_one_and_a_revert_that_a_person_wanted_is_no_failure() {
        for (var outcome : Outcome.values()) {
            assertEquals(finished(outcome), of(new FleetEvent.RolloutFinished(AT, outcome)));
        }
        assertEquals(
                occasion(
                        "release ended by a person; every host is back on " + PlanDraft.OLD + ", nothing",
                        Event.REVERTED),
                of(
                        new FleetEvent.Aborted(AT, "anna", Demand.REVERT),
                        new FleetEvent.RolloutFinished(AT, Outcome.REVERTED)));
    }
}
