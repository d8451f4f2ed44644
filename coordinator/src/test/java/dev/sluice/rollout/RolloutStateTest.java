package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostEvent.HostObserved.Position;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each event makes of a rollout. */
class RolloutStateTest {
    private static final Instant AT = PlanDraft.AT;
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final Failure FAILURE = FakeWorld.failure(Kind.TASK, "test");

    private final RolloutState begun = RolloutState.of(PlanDraft.of(2).plan());

    @Test
    void a_batch_is_named_by_the_events_that_are_about_one() {
        var about = Stream.of(
                new FleetEvent.BatchStarted(AT, 3, List.of(WEB1)),
                new FleetEvent.SoakStarted(AT, 3, AT),
                new FleetEvent.GateOpened(AT, 3),
                new FleetEvent.GateRefused(AT, 3, "no"),
                new FleetEvent.Held(AT, 3),
                new FleetEvent.Promoted(AT, 3, "anna"));
        assertTrue(about.map(FleetEvent::aboutBatch).allMatch(Optional.of(3)::equals));
        assertEquals(Optional.empty(), new FleetEvent.Paused(AT, "anna").aboutBatch());
    }

    @Test
    void some_events_change_nothing() {
        for (var event : List.of(
                new FleetEvent.RolloutStarted(AT, "0".repeat(64), "anna"),
                new FleetEvent.SoakStarted(AT, 1, AT),
                new HostEvent.HostStaging(AT, WEB1),
                new HostEvent.HostProving(AT, WEB1, "a"),
                new HostEvent.HostNoted(AT, WEB1, "a note"))) {
            assertEquals(begun, begun.with(event), event::toString);
        }
    }

    @ParameterizedTest(name = "{0}: paused {1}, interrupted {2}, window closed {3}, resumed {4}")
    @CsvSource({
        "RUNNING,        PAUSED,         INTERRUPTED,    OUTSIDE_WINDOW, RUNNING",
        "HELD,           HELD,           HELD,           HELD,           HELD",
        "PAUSED,         PAUSED,         PAUSED,         PAUSED,         RUNNING",
        "OUTSIDE_WINDOW, OUTSIDE_WINDOW, OUTSIDE_WINDOW, OUTSIDE_WINDOW, RUNNING",
        "INTERRUPTED,    INTERRUPTED,    INTERRUPTED,    INTERRUPTED,    RUNNING",
        "FAILING,        FAILING,        FAILING,        FAILING,        FAILING"
    })
    void only_a_running_rollout_is_stopped_and_only_a_stopped_one_resumed(
            RolloutPhase phase,
            RolloutPhase paused,
            RolloutPhase interrupted,
            RolloutPhase closed,
            RolloutPhase resumed) {
        var state = begun.phase(phase);
        assertEquals(paused, state.with(new FleetEvent.Paused(AT, "anna")).phase());
        assertEquals(
                interrupted,
                state.with(new FleetEvent.Interrupted(AT, "SIGTERM")).phase());
        assertEquals(closed, state.with(closing(Closing.HALT)).phase());
        assertEquals(closed, state.with(closing(Closing.FINISH_BATCH)).phase());
        assertEquals(
                resumed, state.with(new FleetEvent.RolloutResumed(AT, "anna")).phase());
    }

    private static FleetEvent closing(Closing closing) {
        return new FleetEvent.WindowClosed(AT, "closed", closing);
    }

    @Test
    void a_window_that_wants_everything_back_turns_only_a_running_rollout_round() {
        var back = begun.with(closing(Closing.REVERT_ALL));
        assertEquals(RolloutPhase.FAILING, back.phase());
        assertEquals(Optional.of(Demand.REVERT_BY_WINDOW), back.demanded());
        assertEquals(Optional.of("closed"), back.trouble());
        var held = begun.phase(RolloutPhase.HELD);
        assertEquals(held, held.with(closing(Closing.REVERT_ALL)));
    }

    @Test
    void only_a_held_rollout_is_promoted() {
        var held = begun.with(new FleetEvent.Held(AT, 1));
        assertEquals(RolloutPhase.HELD, held.phase());
        assertEquals(Gate.HELD, held.gates().get(1));
        var promoted = held.with(new FleetEvent.Promoted(AT, 1, "anna"));
        assertEquals(RolloutPhase.RUNNING, promoted.phase());
        assertEquals(Gate.OPEN, promoted.gates().get(1));
        assertEquals(begun, begun.with(new FleetEvent.Promoted(AT, 1, "anna")));
    }

    @Test
    void a_rollout_without_progress_fails_and_reports_for_how_long() {
        var missed = begun.with(new FleetEvent.ProgressMissed(AT, Duration.ofMinutes(20)));
        assertEquals(RolloutPhase.FAILING, missed.phase());
        assertEquals(Optional.of("no host made progress for 1200 s"), missed.trouble());
    }

    @Test
    void a_rollout_that_ended_keeps_its_outcome_and_what_was_demanded() {
        var ended = begun.with(new FleetEvent.Aborted(AT, "anna", Demand.LEAVE))
                .with(new FleetEvent.RolloutFinished(AT, Outcome.MIXED));
        assertEquals(RolloutPhase.FINISHED, ended.phase());
        assertEquals(Optional.of(Outcome.MIXED), ended.outcome());
        assertEquals(Optional.of(Demand.LEAVE), ended.demanded());
        assertEquals(Optional.of("ended by anna"), ended.trouble());
        assertTrue(ended.endedByPerson());
        assertFalse(begun.demanded(Demand.REVERT_BY_DEADLINE).endedByPerson());
    }

    @ParameterizedTest
    @EnumSource(RolloutPhase.class)
    void a_person_is_waited_for_in_five_phases_and_none_follows_the_end(RolloutPhase phase) {
        var waiting = Set.of(
                RolloutPhase.HELD,
                RolloutPhase.PAUSED,
                RolloutPhase.OUTSIDE_WINDOW,
                RolloutPhase.FROZEN,
                RolloutPhase.INTERRUPTED);
        assertEquals(waiting.contains(phase), phase.waitsForPerson());
        assertEquals(phase == RolloutPhase.FINISHED, phase.terminal());
    }

    @ParameterizedTest(name = "{0}: as before {1}, switched {2}, mixes {3}, needs a person {4}")
    @CsvSource({
        "PLANNED,   true,  false, false, false",
        "STAGED,    true,  false, false, false",
        "SWITCHING, false, false, true,  false",
        "SWITCHED,  false, true,  true,  false",
        "PROVED,    false, true,  true,  false",
        "HEALTHY,   false, true,  true,  false",
        "REVERTING, false, false, true,  false",
        "RESTORED,  true,  false, true,  false",
        "REVERTED,  true,  false, false, false",
        "FAILED,    true,  false, false, false",
        "LEFT_OUT,  true,  false, false, false",
        "STUCK,     false, false, true,  true",
        "UNKNOWN,   false, false, true,  true",
        "DIVERGED,  false, false, false, true"
    })
    void each_phase_of_a_host_defines_where_its_link_is(
            HostPhase phase, boolean before, boolean switched, boolean mixes, boolean person) {
        assertEquals(before, phase.asBefore());
        assertEquals(switched, phase.switched());
        assertEquals(mixes, phase.mixes());
        assertEquals(person, phase.needsPerson());
    }

    @Test
    void a_proof_counts_once_and_on_the_way_to_the_release_only() {
        var evidence = new Evidence("reset", 8, 8, Duration.ZERO, Map.of());
        var proved = new HostEvent.HostProved(AT, WEB1, "a", evidence);
        assertEquals(
                HostPhase.PROVED,
                begun.hostTo(WEB1, HostPhase.SWITCHED).with(proved).host(WEB1).phase());
        assertEquals(
                HostPhase.RESTORED,
                begun.hostTo(WEB1, HostPhase.RESTORED).with(proved).host(WEB1).phase());
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "SWITCHING, AFTER,  SWITCHED",
        "SWITCHING, BEFORE, STAGED",
        "REVERTING, AFTER,  SWITCHED",
        "REVERTING, BEFORE, RESTORED"
    })
    void a_link_that_is_seen_shows_which_side_of_the_switch_a_host_is_on(
            HostPhase phase, Position position, HostPhase expected) {
        var seen = new HostEvent.HostObserved(AT, WEB1, "releases/a", position);
        assertEquals(expected, begun.hostTo(WEB1, phase).with(seen).host(WEB1).phase());
    }

    @Test
    void a_host_that_is_no_part_of_the_rollout_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> begun.host(PlanDraft.web(9)));
    }

    @Test
    void hosts_that_failed_are_in_the_order_of_their_names() {
        var failed = begun.with(new HostEvent.HostFailed(AT, WEB2, FAILURE))
                .with(new HostEvent.HostFailed(AT, WEB1, FAILURE));
        assertEquals(
                List.of(WEB1, WEB2),
                failed.failedHosts().stream().map(Map.Entry::getKey).toList());
        assertEquals(List.of(), begun.failedHosts());
    }

    @Test
    void a_task_of_each_host_is_noted_with_the_first_host_that_started_it() {
        var started = begun.with(new HostEvent.HostTaskStarted(AT, WEB2, "drain", Optional.of(WEB2)))
                .with(new HostEvent.HostTaskStarted(AT, WEB1, "drain", Optional.of(WEB1)));
        assertEquals(
                new TaskRun(TaskProgress.STARTED, Optional.of(WEB2)),
                started.tasks().get("drain"));
        assertEquals(TaskProgress.STARTED, started.host(WEB1).tasks().get("drain"));
        var ended = started.with(new HostEvent.HostTaskEnded(AT, WEB1, "drain", 0, Duration.ZERO));
        assertEquals(TaskProgress.ENDED, ended.host(WEB1).tasks().get("drain"));
        assertEquals(TaskProgress.STARTED, ended.host(WEB2).tasks().get("drain"));
    }

    @Test
    void tasks_whose_end_is_not_known_are_listed_with_their_places() {
        assertFalse(begun.hasUnknownTask());
        assertEquals(Map.of(), begun.unknownTasks());
        var unknown = begun.with(new HostEvent.HostTaskUnknown(AT, WEB2, "drain", FAILURE))
                .with(new HostEvent.HostTaskUnknown(AT, WEB1, "drain", FAILURE));
        assertTrue(unknown.hasUnknownTask());
        assertFalse(unknown.hasUnknownOnceTask());
        var once = unknown.with(new TaskEvent.TaskStarted(AT, "purge", Optional.empty()))
                .with(new TaskEvent.TaskStarted(AT, "warm", Optional.of(WEB2)))
                .with(new TaskEvent.TaskStarted(AT, "migrate", Optional.of(WEB1)))
                .with(new TaskEvent.TaskUnknown(AT, "purge", FAILURE))
                .with(new TaskEvent.TaskUnknown(AT, "migrate", FAILURE));
        assertTrue(once.hasUnknownOnceTask());
        assertEquals(
                Map.of(
                        "drain",
                        Set.of("web001", "web002"),
                        "purge",
                        Set.of("the coordinator"),
                        "migrate",
                        Set.of("web001")),
                once.unknownTasks());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"DONE, ENDED", "AGAIN, AGAIN"})
    void a_person_decides_on_a_task_wherever_its_end_is_not_known(Verdict verdict, TaskProgress expected) {
        var unknown = begun.with(new HostEvent.HostTaskUnknown(AT, WEB1, "drain", FAILURE))
                .with(new HostEvent.HostTaskEnded(AT, WEB2, "drain", 0, Duration.ZERO))
                .task("drain", new TaskRun(TaskProgress.UNKNOWN, Optional.of(WEB1)))
                .task("purge", new TaskRun(TaskProgress.STARTED, Optional.empty()));
        var judged = unknown.with(new TaskEvent.TaskJudged(AT, "drain", verdict, "anna"));
        assertEquals(expected, judged.host(WEB1).tasks().get("drain"));
        assertEquals(TaskProgress.ENDED, judged.host(WEB2).tasks().get("drain"));
        assertEquals(new TaskRun(expected, Optional.of(WEB1)), judged.tasks().get("drain"));
        assertTrue(unknown.hasUnknownOnceTask());
        assertFalse(judged.hasUnknownOnceTask(), "purge was only started");
        assertEquals(unknown, unknown.with(new TaskEvent.TaskJudged(AT, "purge", verdict, "anna")));
        assertEquals(unknown, unknown.with(new TaskEvent.TaskJudged(AT, "never", verdict, "anna")));
    }

    @Test
    void a_task_that_fails_has_ended_and_the_rollout_fails_with_its_words() {
        var failed =
                begun.with(new TaskEvent.TaskFailed(AT, "purge", new Failure(Kind.TASK, "purge", "it broke", "", "")));
        assertEquals(
                new TaskRun(TaskProgress.ENDED, Optional.empty()),
                failed.tasks().get("purge"));
        assertEquals(Optional.of("it broke"), failed.trouble());
        assertEquals("it broke: why", new Failure(Kind.TASK, "purge", "it broke", "why", "").summary());
    }

    @Test
    void whoever_resumes_a_rollout_holds_no_lease_yet() {
        var locked = begun.with(new HostEvent.HostLocked(AT, WEB1, 7));
        assertEquals(Optional.of(7L), locked.host(WEB1).token());
        assertEquals(
                Optional.empty(),
                locked.with(new FleetEvent.RolloutResumed(AT, "anna"))
                        .host(WEB1)
                        .token());
    }

    @Test
    void tasks_around_a_switch_begin_anew_each_time() {
        var once =
                begun.host(WEB1, host -> host.task("drain", TaskProgress.ENDED).task("warm", TaskProgress.ENDED));
        var leaving = once.with(new HostEvent.HostDraining(AT, WEB1, List.of("drain")))
                .host(WEB1);
        assertEquals(Map.of("warm", TaskProgress.ENDED), Map.copyOf(leaving.tasks()));
        assertEquals(Rotation.LEAVING, leaving.rotation());
        var returning = once.with(new HostEvent.HostReturning(AT, WEB1, List.of("warm")))
                .host(WEB1);
        assertEquals(Map.of("drain", TaskProgress.ENDED), Map.copyOf(returning.tasks()));
        assertEquals(Rotation.RETURNING, returning.rotation());
        assertEquals(
                Rotation.OUT,
                once.with(new HostEvent.HostDrained(AT, WEB1)).host(WEB1).rotation());
    }

    @ParameterizedTest
    @EnumSource(HostPhase.class)
    void hosts_that_are_left_out_in_doubt_or_changed_by_others_are_noted_as_such(HostPhase phase) {
        var state = begun.hostTo(WEB1, phase);
        assertEquals(
                HostPhase.LEFT_OUT,
                state.with(new HostEvent.HostLeftOut(AT, WEB1, FAILURE))
                        .host(WEB1)
                        .phase());
        var unknown = state.with(new HostEvent.HostUnknown(AT, WEB1, FAILURE)).host(WEB1);
        assertEquals(HostPhase.UNKNOWN, unknown.phase());
        assertTrue(unknown.hasFailed());
        var diverged = state.with(new HostEvent.HostDiverged(AT, WEB1, "a", "b", FAILURE))
                .host(WEB1);
        assertEquals(HostPhase.DIVERGED, diverged.phase());
        assertTrue(diverged.hasFailed());
    }

    @Test
    void what_was_seen_at_the_first_failure_of_a_host_stays() {
        var first = List.of(Excerpt.of("error.log", List.of("out of memory")));
        var seen = begun.with(new HostEvent.HostEvidence(AT, WEB1, first))
                .with(new HostEvent.HostEvidence(AT, WEB1, List.of()))
                .with(new HostEvent.HostEvidence(AT, WEB1, List.of(Excerpt.of("error.log", List.of("later")))));

        assertEquals(first, seen.host(WEB1).evidence());
        assertEquals(List.of(), seen.host(WEB2).evidence());
    }
}
