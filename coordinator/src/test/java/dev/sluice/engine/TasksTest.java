package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.engine.TaskOrder.WhenUnknown;
import dev.sluice.engine.TaskResult.Ending;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.playbook.Where;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent.RolloutResumed;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.Rotation;
import dev.sluice.rollout.TaskEvent;
import dev.sluice.rollout.TaskEvent.TaskJudged;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When tasks run, how often, and what their failure does. */
class TasksTest {
    private static final TaskResult BAD = new TaskResult(Ending.ENDED, 3, List.of("no such table"));
    private static final TaskResult UNKNOWN = TaskResult.unknown("it was ended with its machine");

    private static Tasks prepare(DraftTask... tasks) {
        return new Tasks(specs(tasks), List.of(), List.of(), List.of());
    }

    private static Tasks pair(DraftTask before, DraftTask after) {
        return new Tasks(List.of(), specs(before), specs(after), List.of());
    }

    private static Tasks finish(DraftTask... tasks) {
        return new Tasks(List.of(), List.of(), List.of(), specs(tasks));
    }

    private static List<TaskSpec> specs(DraftTask... tasks) {
        return List.of(tasks).stream().map(DraftTask::spec).toList();
    }

    private static EngineRun run(int hosts, Tasks tasks) {
        return new EngineRun(PlanDraft.of(hosts).batches(1).tasks(tasks));
    }

    private static List<String> only(EngineRun run, String... names) {
        return run.hosts.done().stream()
                .filter(what -> List.of(names).contains(what.split(" ", -1)[0]))
                .toList();
    }

    @Test
    void a_task_is_through_on_every_host_before_the_next_and_before_any_switch() throws Exception {
        var run = run(
                2, prepare(DraftTask.task("cache"), DraftTask.task("migrate").once()));

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(
                List.of("cache only", "cache only", "migrate only", "SWITCH web001", "SWITCH web002"),
                only(run, "cache", "migrate", "SWITCH"));
    }

    @Test
    void the_tasks_around_a_switch_are_around_it() throws Exception {
        var run = run(1, pair(DraftTask.task("drain"), DraftTask.task("undrain")));

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(
                List.of("drain turn1", "SWITCH web001", "AWAIT_HEALTH web001", "undrain turn1"),
                only(run, "drain", "SWITCH", "AWAIT_HEALTH", "undrain"));
        assertEquals(
                List.of("Draining", "TaskStarted", "TaskEnded", "Drained", "Switching"),
                run.story(1).subList(3, 8));
    }

    @Test
    void they_are_around_the_way_back_too() throws Exception {
        var run = run(2, pair(DraftTask.task("drain"), DraftTask.task("undrain")));
        run.hosts.before(Doing.AWAIT_HEALTH, 2, FakeHosts.fails(Kind.HEALTH));

        assertEquals(Outcome.REVERTED, run.outcome());

        assertEquals(
                List.of(
                        "drain turn1",
                        "undrain turn1",
                        "drain turn1",
                        "SWITCH_BACK web002",
                        "undrain turn1",
                        "drain turn2",
                        "SWITCH_BACK web001",
                        "undrain turn2"),
                only(run, "drain", "undrain", "SWITCH_BACK"));
    }

    @Test
    void a_host_whose_drain_fails_is_put_back_into_the_balancer_and_not_switched() throws Exception {
        var run = run(1, pair(DraftTask.task("drain"), DraftTask.task("undrain")));
        run.hosts.task("drain", BAD);

        assertEquals(Outcome.UNTOUCHED, run.outcome());

        assertEquals(List.of("drain turn1", "undrain turn1"), only(run, "drain", "undrain", "SWITCH"));
    }

    @Test
    void a_host_that_cannot_be_put_back_into_the_balancer_needs_a_person() throws Exception {
        var run = run(1, pair(DraftTask.task("drain"), DraftTask.task("undrain")));
        run.hosts.task("undrain", BAD);

        var state = run.run();

        assertEquals(Outcome.MIXED, state.outcome().orElseThrow());
        assertEquals(HostPhase.STUCK, state.host(PlanDraft.web(1)).phase());
        assertEquals(Rotation.RETURNING, state.host(PlanDraft.web(1)).rotation());
        assertEquals(PlanDraft.OLD.link(), run.hosts.link(PlanDraft.web(1)));
    }

    @Test
    void a_task_that_fails_before_the_first_switch_leaves_every_link() throws Exception {
        var run = run(3, prepare(DraftTask.task("cache")));
        run.hosts.task("cache", BAD);

        assertEquals(Outcome.UNTOUCHED, run.outcome());
        assertEquals(List.of(), run.hosts.done(Doing.SWITCH));
    }

    @Test
    void an_optional_task_that_fails_is_only_told() throws Exception {
        var run = run(1, prepare(DraftTask.task("cache").optional()));
        run.hosts.task("cache", BAD);

        assertEquals(Outcome.SUCCEEDED, run.outcome());
        assertTrue(run.story(1).contains("Noted"));
    }

    @Test
    void after_an_irreversible_task_nothing_goes_back_by_itself() throws Exception {
        var run = run(2, prepare(DraftTask.task("migrate").once().irreversible()));
        run.hosts.before(Doing.AWAIT_HEALTH, 1, FakeHosts.fails(Kind.HEALTH));

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(List.of(), run.hosts.done(Doing.SWITCH_BACK));
        assertEquals(List.of(PlanDraft.NEW.link(), PlanDraft.OLD.link()), run.links());
    }

    @Test
    void a_task_at_the_coordinator_runs_there_once() throws Exception {
        var run = run(2, finish(DraftTask.task("purge").where(new Where.Coordinator())));

        assertEquals(Outcome.SUCCEEDED, run.outcome());
        assertEquals(List.of("SWITCH web001", "SWITCH web002", "purge here"), only(run, "SWITCH", "purge"));
    }

    @Test
    void a_task_on_a_host_outside_the_rollout_is_refused() throws Exception {
        var elsewhere = new Where.OneHost(new HostName("db01"));
        var run = run(1, prepare(DraftTask.task("migrate").where(elsewhere)));

        assertEquals(Outcome.UNTOUCHED, run.outcome());
        var failed = run.events(TaskEvent.TaskFailed.class);
        assertEquals("task migrate has to run on db01", failed.get(0).failure().what());
    }

    @Test
    void a_task_whose_end_nobody_knows_stops_everything_until_a_person_says_what_became_of_it() throws Exception {
        var run = run(1, prepare(DraftTask.task("migrate").once()));
        run.hosts.task("migrate", UNKNOWN);

        var waiting = run.run();

        assertTrue(waiting.hasUnknownTask());
        assertEquals(Optional.empty(), waiting.outcome());
        assertEquals(1, run.hosts.done(Doing.HOLD).size(), "the host is held for it");

        run.hosts.task("migrate", new TaskResult(Ending.ENDED, 0, List.of()));
        var state = goOn(run, Verdict.AGAIN);

        assertEquals(Outcome.SUCCEEDED, state.outcome().orElseThrow());
        assertEquals(
                List.of(WhenUnknown.REPORT, WhenUnknown.START_AGAIN),
                run.hosts.orders().stream().map(TaskOrder::whenUnknown).toList());
    }

    @Test
    void a_task_that_a_person_says_is_done_is_not_started_again() throws Exception {
        var run = run(1, prepare(DraftTask.task("migrate")));
        run.hosts.task("migrate", UNKNOWN);
        var unused = run.run();

        var state = goOn(run, Verdict.DONE);

        assertEquals(Outcome.SUCCEEDED, state.outcome().orElseThrow());
        assertEquals(1, run.hosts.orders().size());
    }

    private static RolloutState goOn(EngineRun run, Verdict verdict) throws Exception {
        var first = List.<RolloutEvent>of(
                new RolloutResumed(PlanDraft.AT, "ben"), new TaskJudged(PlanDraft.AT, "migrate", verdict, "ben"));
        return run.run(new MemoryJournal(run.events, Integer.MAX_VALUE), first);
    }

    @Test
    void a_task_at_the_coordinator_is_not_started_again_after_a_crash() throws Exception {
        var run = run(1, prepare(DraftTask.task("migrate").where(new Where.Coordinator())));
        var crashed = new ArrayList<RolloutEvent>(run.events);
        crashed.add(new TaskEvent.TaskStarted(PlanDraft.AT, "migrate", Optional.empty()));
        run.events.addAll(crashed);

        var state = run.run();

        assertTrue(state.hasUnknownTask());
        assertEquals(List.of(), run.hosts.orders());
    }

    @Test
    void contact_that_is_lost_while_a_task_runs_does_not_start_it_again() throws Exception {
        var run = run(1, prepare(DraftTask.task("migrate").once()));
        run.hosts.before(Doing.TASK, 1, FakeHosts.lost(), FakeHosts.lost());

        assertEquals(Outcome.SUCCEEDED, run.outcome());
        assertEquals(1, run.events(TaskEvent.TaskStarted.class).size());
    }

    @Test
    void a_host_that_cannot_be_asked_for_the_end_of_a_task_leaves_it_unknown() throws Exception {
        for (var task :
                List.of(DraftTask.task("migrate"), DraftTask.task("migrate").once())) {
            var run = run(1, prepare(task));
            var gone = FakeHosts.fails(Kind.UNREACHABLE);
            run.hosts.before(Doing.TASK, 1, FakeHosts.lost(), gone, gone, gone, gone, gone);

            assertTrue(run.run().hasUnknownTask());
        }
    }

    @Test
    void assets_are_in_place_on_every_host_before_the_first_batch() throws Exception {
        var run = new EngineRun(PlanDraft.of(2).batches(1).assets());

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(
                List.of("ASSETS", "ASSETS", "SWITCH", "SWITCH"),
                run.hosts.done().stream()
                        .map(what -> what.split(" ", -1)[0])
                        .filter(what -> what.equals("ASSETS") || what.equals("SWITCH"))
                        .toList());
    }

    @Test
    void a_host_that_cannot_be_reached_before_the_first_switch_may_be_left_out() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).batches(3).maxUnreachable(1));
        run.hosts.before(Doing.LEASE, 2, FakeHosts.fails(Kind.UNREACHABLE));

        var state = run.run();

        assertEquals(Outcome.SUCCEEDED, state.outcome().orElseThrow());
        assertEquals(HostPhase.LEFT_OUT, state.host(PlanDraft.web(2)).phase());
        assertEquals(HostPhase.HEALTHY, state.host(PlanDraft.web(3)).phase());
    }

    @Test
    void more_of_them_than_the_strategy_allows_end_it_before_any_switch() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).batches(3).maxUnreachable(1));
        run.hosts.before(Doing.LEASE, 2, FakeHosts.fails(Kind.UNREACHABLE));
        run.hosts.before(Doing.LEASE, 3, FakeHosts.fails(Kind.UNREACHABLE));

        assertEquals(Outcome.UNTOUCHED, run.outcome());
    }

    @Test
    void staging_alone_switches_nothing_and_runs_no_task() throws Exception {
        var run = new EngineRun(PlanDraft.of(2).purpose(Purpose.STAGE).tasks(prepare(DraftTask.task("cache"))));

        assertEquals(Outcome.SUCCEEDED, run.outcome());
        assertEquals(2, run.hosts.done(Doing.STAGE).size());
        assertEquals(List.of(), only(run, "cache", "SWITCH"));
    }

    @Test
    void converging_runs_no_task_that_runs_once() throws Exception {
        var run = new EngineRun(PlanDraft.of(1)
                .purpose(Purpose.CONVERGE)
                .tasks(prepare(
                        DraftTask.task("migrate").once(),
                        DraftTask.task("purge").where(new Where.Coordinator()),
                        DraftTask.task("cache"))));

        assertEquals(Outcome.SUCCEEDED, run.outcome());
        assertEquals(List.of("cache only"), only(run, "migrate", "purge", "cache"));
    }
}
