package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.playbook.Where;
import dev.sluice.rollout.Failure.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which task is next, and where. */
class TaskMovesTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final Failure FAILURE = FakeWorld.failure(Kind.TASK, "test");

    private final DraftTask task = DraftTask.task("job");

    private RolloutPlan preparing() {
        return plan(new Tasks(List.of(task.spec()), List.of(), List.of(), List.of()));
    }

    private RolloutPlan around() {
        return plan(new Tasks(List.of(), List.of(task.spec()), List.of(), List.of()));
    }

    private static RolloutPlan plan(Tasks tasks) {
        return PlanDraft.of(2).tasks(tasks).plan();
    }

    private static RolloutState staged(RolloutPlan plan) {
        return RolloutState.of(plan).everyHost(host -> host.to(HostPhase.STAGED));
    }

    private static Optional<Move> next(RolloutPlan plan, RolloutState state, TaskMoment moment) {
        return new TaskMoves(plan.tasks()).next(state, moment);
    }

    private static Optional<Move> each(RolloutPlan plan, HostName... hosts) {
        return Optional.of(new Move.RunTask(plan.tasks().at(TaskMoment.PREPARE).get(0), List.of(hosts)));
    }

    private Optional<Move> once(Optional<HostName> on) {
        return Optional.of(new Move.RunOnce(task.spec(), on));
    }

    @Test
    void a_task_of_each_host_runs_where_a_host_is_staged_has_not_failed_and_has_not_run_it() {
        var plan = preparing();
        var state = staged(plan);

        assertEquals(each(plan, WEB1, WEB2), next(plan, state, TaskMoment.PREPARE));
        assertEquals(each(plan, WEB2), next(plan, state.hostTo(WEB1, HostPhase.LEFT_OUT), TaskMoment.PREPARE));
        assertEquals(
                each(plan, WEB2),
                next(plan, state.host(WEB1, host -> host.failed(HostPhase.STAGED, FAILURE)), TaskMoment.PREPARE));
        assertEquals(
                each(plan, WEB1),
                next(plan, state.host(WEB2, host -> host.task("job", TaskProgress.ENDED)), TaskMoment.PREPARE));
    }

    @ParameterizedTest
    @EnumSource(TaskProgress.class)
    void what_was_only_started_is_gone_on_with_and_what_ended_or_is_unknown_is_not(TaskProgress progress) {
        var plan = preparing();
        var state = staged(plan).everyHost(host -> host.task("job", progress));
        var open = progress == TaskProgress.STARTED || progress == TaskProgress.AGAIN;

        assertEquals(open ? each(plan, WEB1, WEB2) : Optional.empty(), next(plan, state, TaskMoment.PREPARE));
    }

    @Test
    void a_task_at_the_end_runs_where_a_host_is_healthy() {
        var plan = plan(new Tasks(List.of(), List.of(), List.of(), List.of(task.spec())));
        var state = staged(plan).hostTo(WEB2, HostPhase.HEALTHY);

        assertEquals(Optional.of(new Move.RunTask(task.spec(), List.of(WEB2))), next(plan, state, TaskMoment.FINISH));
    }

    @Test
    void a_task_that_runs_once_runs_on_the_first_host_that_is_ready_or_where_the_playbook_puts_it() {
        task.once();
        var plan = preparing();
        var state = staged(plan).host(WEB1, host -> host.failed(HostPhase.STAGED, FAILURE));
        assertEquals(once(Optional.of(WEB2)), next(plan, state, TaskMoment.PREPARE));
        assertEquals(Optional.empty(), next(plan, RolloutState.of(plan), TaskMoment.PREPARE));

        task.where(new Where.Coordinator());
        assertEquals(once(Optional.empty()), next(preparing(), state, TaskMoment.PREPARE));
        task.where(new Where.OneHost(WEB1));
        assertEquals(once(Optional.of(WEB1)), next(preparing(), state, TaskMoment.PREPARE));
    }

    @Test
    void a_task_that_runs_once_is_gone_on_with_where_it_was_started() {
        task.once();
        var plan = preparing();
        var started = staged(plan).task("job", new TaskRun(TaskProgress.STARTED, Optional.of(WEB2)));

        assertEquals(once(Optional.of(WEB2)), next(plan, started, TaskMoment.PREPARE));
        assertEquals(Optional.empty(), next(plan, started.taskTo("job", TaskProgress.ENDED), TaskMoment.PREPARE));
        assertEquals(Optional.empty(), next(plan, started.taskTo("job", TaskProgress.UNKNOWN), TaskMoment.PREPARE));
    }

    @Test
    void around_a_switch_each_host_runs_its_tasks_that_have_not_ended() {
        var plan = around();
        var state = staged(plan).host(WEB1, host -> host.task("job", TaskProgress.ENDED));

        assertEquals(Optional.empty(), before(plan, state, WEB1));
        assertEquals(Optional.of(task.spec()), before(plan, state, WEB2));
        assertEquals(List.of("job"), new TaskMoves(plan.tasks()).names(TaskMoment.BEFORE_SWITCH, WEB1));
    }

    @Test
    void around_a_switch_a_task_that_runs_once_is_the_first_hosts_that_is_left() {
        task.once();
        var plan = around();
        var state = staged(plan);

        assertEquals(Optional.of(task.spec()), before(plan, state, WEB1));
        assertEquals(Optional.empty(), before(plan, state, WEB2));
        for (var gone : List.of(HostPhase.LEFT_OUT, HostPhase.FAILED)) {
            assertEquals(Optional.of(task.spec()), before(plan, state.hostTo(WEB1, gone), WEB2));
        }
        assertEquals(List.of(), new TaskMoves(plan.tasks()).names(TaskMoment.BEFORE_SWITCH, WEB1), "begins not anew");
    }

    @Test
    void around_a_switch_a_task_that_runs_once_stays_with_the_host_that_began_it() {
        task.once();
        var plan = around();
        var begun = staged(plan).task("job", new TaskRun(TaskProgress.STARTED, Optional.of(WEB2)));

        assertEquals(Optional.empty(), before(plan, begun, WEB1));
        assertEquals(Optional.of(task.spec()), before(plan, begun, WEB2));
        assertEquals(Optional.empty(), before(plan, begun.taskTo("job", TaskProgress.ENDED), WEB2));
    }

    private static Optional<TaskSpec> before(RolloutPlan plan, RolloutState state, HostName host) {
        return new TaskMoves(plan.tasks()).next(state, TaskMoment.BEFORE_SWITCH, host);
    }

    @Test
    void the_first_irreversible_task_that_was_started_is_named() {
        task.once().irreversible();
        var plan = preparing();
        var moves = new TaskMoves(plan.tasks());
        var state = staged(plan);

        assertEquals(Optional.empty(), moves.irreversibleStarted(state));
        assertEquals(Optional.of("job"), moves.irreversibleStarted(state.started("job", Optional.empty())));
    }

    @Test
    void the_next_task_begins_when_the_one_before_it_has_ended_everywhere() {
        var second = DraftTask.task("second").spec();
        var plan = plan(new Tasks(List.of(task.spec(), second), List.of(), List.of(), List.of()));
        var half = staged(plan).host(WEB1, host -> host.task("job", TaskProgress.ENDED));

        assertEquals(Optional.of(new Move.RunTask(task.spec(), List.of(WEB2))), next(plan, half, TaskMoment.PREPARE));
        assertEquals(
                Optional.of(new Move.RunTask(second, List.of(WEB1, WEB2))),
                next(plan, half.host(WEB2, host -> host.task("job", TaskProgress.ENDED)), TaskMoment.PREPARE));
    }
}
