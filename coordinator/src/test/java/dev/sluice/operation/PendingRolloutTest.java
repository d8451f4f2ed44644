package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.TaskEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingRolloutTest {
    private static final RolloutPlan PLAN = PlanDraft.of(2).plan();
    private static final String ID = PLAN.id().value();
    private static final Instant START = Instant.parse("2026-11-22T22:30:00Z");
    private static final Instant LATER = START.plusSeconds(60);
    private static final List<String> ENDS = List.of(
            "sluice abort --revert " + ID + " reverts every host",
            "sluice abort --leave " + ID + " leaves them as they are");

    private static RecordedRollout record(RolloutEvent... events) {
        var all = new ArrayList<RolloutEvent>(List.of(
                new FleetEvent.RolloutStarted(START, "d", "anna"),
                new FleetEvent.BatchStarted(START, 1, List.of(PlanDraft.web(1)))));
        all.addAll(List.of(events));
        return new RecordedRollout(PLAN, all, "head", Path.of("r"), Optional.empty(), List.of());
    }

    private static PendingRollout left(RolloutEvent... events) {
        return PendingRollout.left(record(events));
    }

    private static RolloutEvent held(Then then) {
        return new FleetEvent.Held(LATER, 1, Optional.of(new HoldDeadline(LATER.plusSeconds(60), then)));
    }

    private static List<String> first(String command) {
        var next = new ArrayList<>(List.of(command));
        next.addAll(ENDS);
        return next;
    }

    @Test
    void what_waits_is_named_with_since_when_and_until_when() {
        var since = " since 2026-11-22T22:31:00Z";
        var until = since + ", until 2026-11-22T22:32:00Z; then ";
        assertEquals(
                Optional.of("held after batch 1" + since),
                left(new FleetEvent.Held(LATER, 1)).words());
        assertEquals(
                Optional.of("held after batch 1" + until + "every host is reverted"),
                left(held(Then.REVERT)).words());
        assertEquals(
                Optional.of("held after batch 1" + until + "it continues"),
                left(held(Then.PROMOTE)).words());
        assertEquals(
                Optional.of("held after batch 1" + until + "it waits until a person ends it"),
                left(held(Then.WAIT)).words());
        assertEquals(
                Optional.of("paused" + since),
                left(new FleetEvent.Paused(LATER, "ben")).words());
        assertEquals(
                Optional.of("outside its window" + since),
                left(new FleetEvent.WindowClosed(LATER, "it closed", Closing.HALT))
                        .words());
        assertEquals(
                Optional.of("frozen" + since),
                left(new FleetEvent.Frozen(LATER, "sale")).words());
        assertEquals(
                Optional.of("interrupted" + since),
                left(new FleetEvent.Interrupted(LATER, "SIGTERM")).words());
        assertEquals(Optional.empty(), left().since(), "it does not wait");
    }

    @Test
    void one_that_is_over_waits_for_nothing() {
        var over = left(new FleetEvent.Paused(START, "ben"), new FleetEvent.RolloutFinished(LATER, Outcome.SUCCEEDED));
        assertEquals(Optional.empty(), over.words());
        assertEquals(Optional.empty(), over.since());
        assertEquals(List.of(), over.next());
    }

    @Test
    void one_that_runs_has_a_process_of_this_machine_or_none() {
        assertEquals(Optional.of("no process of this machine runs it"), left().words());
        var running = new PendingRollout(record(), Optional.of(ID + " by anna, pid 7"));
        assertEquals(Optional.of("runs since 2026-11-22T22:29:58Z: " + ID + " by anna, pid 7"), running.words());
        var another = new PendingRollout(record(), Optional.of("r-99999999 by anna, pid 7"));
        assertEquals(Optional.of("no process of this machine runs it"), another.words());
    }

    @Test
    void a_soak_lasts_until_the_gate_of_its_batch_is_opened_or_the_rollout_waits() {
        var soak = new FleetEvent.SoakStarted(LATER, 1, LATER.plusSeconds(600));
        assertEquals(Optional.empty(), left().soak());
        assertEquals(Optional.of(soak), left(soak).soak());
        assertEquals(
                Optional.empty(),
                left(soak, new FleetEvent.GateOpened(LATER, 1)).soak());
        assertEquals(
                Optional.empty(),
                left(soak, new FleetEvent.Paused(LATER, "ben")).soak());
    }

    @Test
    void the_next_commands_are_those_of_its_state() {
        assertEquals(
                first("sluice promote " + ID + " continues"),
                left(new FleetEvent.Held(LATER, 1)).next());
        assertEquals(first("sluice resume " + ID + " continues"), PendingRollout.next(record()));
        var lost = new Failure(Failure.Kind.TASK, "task", "lost", "", "");
        var unknown = left(new TaskEvent.TaskUnknown(LATER, "migrate", lost));
        assertEquals(
                List.of(
                        "find out whether the task did its work; if it did: sluice resume " + ID
                                + " --task-done 'migrate'",
                        "if it may be started again: sluice resume " + ID + " --task-again 'migrate'",
                        "to revert every host: sluice rollback"),
                unknown.next());
        assertEquals(Optional.of("waits for a decision: the result of 'migrate' is unknown"), unknown.words());
    }

    @Test
    void after_the_end_of_a_hold_a_person_ends_it_or_has_done_what_the_playbook_requires() {
        assertEquals(ENDS, PendingRollout.next(PLAN.id(), new HoldDeadline(LATER, Then.WAIT)));
        assertEquals(
                first("sluice resume " + ID + " does what the playbook requires now: every host is reverted"),
                PendingRollout.next(PLAN.id(), new HoldDeadline(LATER, Then.REVERT)));
    }
}
