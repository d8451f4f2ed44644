package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.OnFailure;
import dev.sluice.playbook.Tasks;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.RolloutState.Demand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rollout does when something is wrong or somebody steers it, and how it ends then. */
class RolloutPolicyTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final HostName WEB3 = PlanDraft.web(3);

    private static Failure failure(Kind kind) {
        return FakeWorld.failure(kind, "test");
    }

    private static RolloutMachine machine(PlanDraft draft) {
        return new RolloutMachine(draft.plan());
    }

    private static RolloutState all(RolloutMachine machine, HostPhase phase) {
        return RolloutState.of(machine.plan()).everyHost(host -> host.locked(1).to(phase));
    }

    private static PlanDraft irreversible() {
        var migrate = DraftTask.task("migrate").once().irreversible().spec();
        return PlanDraft.of(2).tasks(new Tasks(List.of(migrate), List.of(), List.of(), List.of()));
    }

    private static RolloutState migrated(RolloutMachine machine) {
        return all(machine, HostPhase.HEALTHY).started("migrate", Optional.empty());
    }

    @Test
    void after_an_irreversible_task_hosts_go_back_only_when_a_person_demands_it() {
        var machine = machine(irreversible());
        var migrated = migrated(machine);

        assertEquals(OnFailure.REVERT_ALL, machine.policy(all(machine, HostPhase.HEALTHY)));
        assertEquals(OnFailure.HALT, machine.policy(migrated));
        assertEquals(OnFailure.HALT, machine.policy(migrated.demanded(Demand.REVERT_BY_WINDOW)));
        assertEquals(OnFailure.REVERT_ALL, machine.policy(migrated.demanded(Demand.REVERT)));
    }

    @Test
    void a_window_that_wants_everything_back_is_over_the_playbook() {
        var machine = machine(PlanDraft.of(2).onFailure(OnFailure.HALT));
        var state = all(machine, HostPhase.HEALTHY).demanded(Demand.REVERT_BY_WINDOW);
        assertEquals(OnFailure.REVERT_ALL, machine.policy(state));
    }

    @Test
    void a_rollback_turns_nothing_round_unless_a_person_demands_it() {
        var machine = machine(PlanDraft.of(2).rollback());
        var state = all(machine, HostPhase.HEALTHY);
        assertEquals(OnFailure.HALT, machine.policy(state));
        assertEquals(OnFailure.HALT, machine.policy(state.demanded(Demand.REVERT_BY_WINDOW)));
        assertEquals(OnFailure.REVERT_ALL, machine.policy(state.demanded(Demand.REVERT)));
    }

    @Test
    void a_refresh_halts_where_a_host_fails_for_there_is_nothing_to_revert_to() {
        var machine = machine(PlanDraft.of(2).refresh());
        assertEquals(OnFailure.HALT, machine.policy(all(machine, HostPhase.HEALTHY)));
    }

    @Test
    void an_irreversible_task_is_named_where_it_alone_keeps_hosts_from_going_back() {
        var machine = machine(irreversible());
        assertEquals(Optional.of("migrate"), machine.pointOfNoReturn(migrated(machine)));
        assertEquals(
                Optional.of("migrate"),
                machine.pointOfNoReturn(migrated(machine).demanded(Demand.REVERT_BY_WINDOW)));
        assertEquals(Optional.empty(), machine.pointOfNoReturn(all(machine, HostPhase.HEALTHY)));
        assertEquals(Optional.empty(), machine.pointOfNoReturn(migrated(machine).demanded(Demand.REVERT)));
        assertEquals(Optional.empty(), machine.pointOfNoReturn(migrated(machine).demanded(Demand.LEAVE)));

        var halting = machine(irreversible().onFailure(OnFailure.HALT));
        assertEquals(Optional.empty(), halting.pointOfNoReturn(migrated(halting)), "the playbook would halt, too");
        assertEquals(
                Optional.of("migrate"),
                halting.pointOfNoReturn(migrated(halting).demanded(Demand.REVERT_BY_WINDOW)));
    }

    @Test
    void a_rollback_goes_nowhere_back_with_or_without_an_irreversible_task() {
        var migrate =
                DraftTask.task("migrate").once().irreversible().onRollback().spec();
        var tasks = new Tasks(List.of(migrate), List.of(), List.of(), List.of());
        var rollback = machine(PlanDraft.of(2).tasks(tasks).rollback());
        assertEquals(Optional.empty(), rollback.pointOfNoReturn(migrated(rollback)));
    }

    @Test
    void a_rollout_that_has_ended_has_no_next_move() {
        var machine = machine(PlanDraft.of(2));
        assertEquals(
                new Move.Done(), machine.next(all(machine, HostPhase.STAGED).finished(Outcome.UNTOUCHED)));
    }

    @Test
    void hosts_may_be_left_out_before_the_first_batch_where_the_strategy_allows_some() {
        var machine = machine(PlanDraft.of(2).maxUnreachable(1));
        var state = all(machine, HostPhase.PLANNED);
        assertTrue(machine.mayLeaveOut(state));
        assertFalse(machine.mayLeaveOut(state.batch(1)));
        assertFalse(machine(PlanDraft.of(2)).mayLeaveOut(state));
        assertFalse(machine(PlanDraft.of(2).maxUnreachable(1).rollback()).mayLeaveOut(state));
    }

    @Test
    void as_many_hosts_as_the_strategy_allows_may_be_left_out_and_not_one_more() {
        var machine = machine(PlanDraft.of(3).maxUnreachable(1));
        var one = all(machine, HostPhase.STAGED).hostTo(WEB1, HostPhase.LEFT_OUT);
        assertFalse(machine.isFailing(one));
        assertTrue(machine.isFailing(one.hostTo(WEB2, HostPhase.LEFT_OUT)));
    }

    @Test
    void nothing_more_is_started_while_it_fails_a_person_is_waited_for_or_the_end_of_a_task_is_not_known() {
        var machine = machine(PlanDraft.of(2));
        var state = all(machine, HostPhase.STAGED);
        assertTrue(machine.mayStart(state));
        assertFalse(machine.mayStart(state.phase(RolloutPhase.FAILING)));
        assertFalse(machine.mayStart(state.phase(RolloutPhase.PAUSED)));
        assertFalse(machine.mayStart(state.host(WEB1, host -> host.task("drain", TaskProgress.UNKNOWN))));
    }

    @Test
    void a_host_waits_for_a_decision_on_its_own_tasks_and_on_those_that_run_once() {
        var machine = machine(PlanDraft.of(2));
        var state = all(machine, HostPhase.STAGED);
        assertFalse(machine.waitsForDecision(state, WEB1));
        var own = state.host(WEB1, host -> host.task("drain", TaskProgress.UNKNOWN));
        assertTrue(machine.waitsForDecision(own, WEB1));
        assertFalse(machine.waitsForDecision(own, WEB2));
        var once = state.task("purge", new TaskRun(TaskProgress.UNKNOWN, Optional.empty()));
        assertTrue(machine.waitsForDecision(once, WEB2));
    }

    @Test
    void while_the_end_of_a_task_that_runs_once_is_not_known_what_is_switched_is_proved_and_no_more() {
        var machine = machine(PlanDraft.of(2));
        var unknown = all(machine, HostPhase.STAGED)
                .hostTo(WEB2, HostPhase.SWITCHED)
                .task("purge", new TaskRun(TaskProgress.UNKNOWN, Optional.empty()));
        assertEquals(HostMove.NONE, machine.forward(unknown, WEB1));
        assertEquals(HostMove.PROVE, machine.forward(unknown, WEB2));
        assertEquals(new Move.WaitForPerson(), machine.next(unknown));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"STAGED, NONE", "SWITCHING, INSPECT", "SWITCHED, PROVE", "PROVED, NONE", "RESTORED, PROVE_BACK"})
    void a_coordinator_that_is_to_end_only_finds_out_what_hosts_serve(HostPhase phase, HostMove expected) {
        var machine = machine(PlanDraft.of(1));
        var state = all(machine, phase).phase(RolloutPhase.INTERRUPTED);
        assertEquals(expected, machine.forward(state, WEB1));
    }

    @Test
    void the_refused_gate_is_given_the_first_reason() {
        var machine = machine(PlanDraft.of(2).maxFailed(new HostCount.Hosts(0)));
        var failed = all(machine, HostPhase.STAGED)
                .batch(1)
                .host(WEB1, host -> host.failed(HostPhase.FAILED, failure(Kind.SWITCH)));
        assertEquals(new Move.RefuseGate(1, "1 of 2 hosts failed, limit 0"), machine.next(failed));
        assertEquals(new Move.RefuseGate(1, "ended by anna"), machine.next(failed.failing("ended by anna")));
        assertEquals(
                new Move.Finish(Outcome.UNTOUCHED), machine.next(failed.gate(1, RolloutState.Gate.REFUSED)), "once");
    }

    @Test
    void hosts_that_cannot_be_reached_are_the_reason_where_they_are_too_many() {
        var machine = machine(PlanDraft.of(3).maxUnreachable(1));
        var state = all(machine, HostPhase.STAGED)
                .batch(1)
                .hostTo(WEB1, HostPhase.LEFT_OUT)
                .hostTo(WEB2, HostPhase.LEFT_OUT);
        assertEquals(new Move.RefuseGate(1, "2 of 3 hosts cannot be reached, limit 1"), machine.next(state));
        assertEquals(new Move.RefuseGate(1, "ended by anna"), machine.next(state.failing("ended by anna")));
    }

    @Test
    void a_host_out_of_the_balancer_is_brought_back_whatever_the_policy() {
        var machine = machine(PlanDraft.of(2).onFailure(OnFailure.HALT));
        var state = all(machine, HostPhase.STAGED)
                .host(WEB1, host -> host.rotation(Rotation.OUT))
                .hostTo(WEB2, HostPhase.HEALTHY)
                .failing("ended by anna");
        assertEquals(new Move.PutBack(List.of(WEB1)), machine.next(state));
    }

    @Test
    void the_policy_of_a_batch_puts_back_its_own_hosts_and_any_that_failed() {
        var machine = machine(PlanDraft.of(3).batches(1).onFailure(OnFailure.REVERT_BATCH));
        var state = all(machine, HostPhase.HEALTHY).batch(2).failing("no");
        var refused = state.gate(2, RolloutState.Gate.REFUSED);
        assertEquals(new Move.PutBack(List.of(WEB2)), machine.next(refused));
        var failed = refused.host(WEB1, host -> host.failed(HostPhase.HEALTHY, failure(Kind.HEALTH)));
        assertEquals(new Move.PutBack(List.of(WEB1, WEB2)), machine.next(failed), "the failed one is unavailable");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "STAGED,   UNTOUCHED",
        "FAILED,   UNTOUCHED",
        "REVERTED, REVERTED",
        "DIVERGED, DIVERGED",
        "HEALTHY,  MIXED",
        "STUCK,    MIXED"
    })
    void the_end_of_a_failing_rollout_is_that_of_the_host_that_is_worst(HostPhase phase, Outcome expected) {
        var machine = machine(PlanDraft.of(2));
        var state = all(machine, HostPhase.STAGED).hostTo(WEB1, phase).failing("no");
        assertEquals(expected, machine.outcome(state));
        var other = expected == Outcome.MIXED || expected == Outcome.DIVERGED ? expected : Outcome.REVERTED;
        assertEquals(other, machine.outcome(state.hostTo(WEB2, HostPhase.REVERTED)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOCKED", "FENCED"})
    void hosts_of_another_rollout_are_locked_ones(Kind kind) {
        var machine = machine(PlanDraft.of(2));
        var state = all(machine, HostPhase.PLANNED).host(WEB1, host -> host.failed(failure(kind)));
        assertTrue(machine.isFailing(state));
        assertEquals(Outcome.LOCKED, machine.outcome(state));
    }

    @Test
    void a_rollout_succeeds_when_every_host_is_healthy_and_every_gate_open() {
        var machine = machine(PlanDraft.of(2).batches(1).maxUnreachable(1));
        var healthy = all(machine, HostPhase.HEALTHY).gate(1, RolloutState.Gate.OPEN);
        assertEquals(Outcome.MIXED, machine.outcome(healthy));
        var open = healthy.gate(2, RolloutState.Gate.OPEN);
        assertEquals(Outcome.SUCCEEDED, machine.outcome(open));
        assertEquals(Outcome.MIXED, machine.outcome(open.failing("no")));
        assertEquals(Outcome.SUCCEEDED, machine.outcome(open.hostTo(WEB2, HostPhase.LEFT_OUT)), "it may be left out");
        assertEquals(
                Outcome.UNTOUCHED,
                machine.outcome(open.hostTo(WEB1, HostPhase.LEFT_OUT).hostTo(WEB2, HostPhase.LEFT_OUT)));
    }

    @Test
    void staging_is_done_when_every_host_is_staged_whatever_the_gates() {
        var machine = machine(PlanDraft.of(2).purpose(Purpose.STAGE));
        var staged = all(machine, HostPhase.STAGED);
        assertEquals(new Move.Finish(Outcome.SUCCEEDED), machine.next(staged));
        assertEquals(
                Outcome.UNTOUCHED,
                machine.outcome(staged.host(WEB1, host -> host.failed(HostPhase.STAGED, failure(Kind.STAGING)))));
        assertEquals(Outcome.UNTOUCHED, machine.outcome(staged.hostTo(WEB1, HostPhase.PLANNED)));
        assertEquals(Outcome.SUCCEEDED, machine.outcome(staged.hostTo(WEB1, HostPhase.LEFT_OUT)), "it may be left out");
    }

    @Test
    void assets_are_placed_where_a_host_is_staged_has_not_failed_and_has_none() {
        var machine = machine(PlanDraft.of(3).assets().maxFailed(new HostCount.Hosts(1)));
        var state = all(machine, HostPhase.STAGED)
                .host(WEB1, HostRollout::assetsPlaced)
                .host(WEB2, host -> host.failed(HostPhase.STAGED, failure(Kind.STAGING)));
        assertEquals(new Move.PlaceAssets(List.of(WEB3)), machine.next(state));
        assertEquals(
                Move.Activate.class,
                machine.next(state.hostTo(WEB3, HostPhase.PROVED)).getClass(),
                "too late for a host that is switched");
        var placed = state.host(WEB3, HostRollout::assetsPlaced);
        assertEquals(Move.Activate.class, machine.next(placed).getClass());
        var without = machine(PlanDraft.of(3).maxFailed(new HostCount.Hosts(1)));
        assertEquals(Move.Activate.class, without.next(state).getClass());
    }

    @Test
    void a_host_in_its_critical_section_counts_once_against_what_may_be_away() {
        RolloutPlan plan = PlanDraft.of(4).minAvailable(50).parallel(9).plan();
        var machine = new RolloutMachine(plan);
        var state = all(machine, HostPhase.STAGED).hostTo(WEB1, HostPhase.SWITCHED);
        assertTrue(machine.mayEnter(state, Set.of(WEB1), WEB2));
        assertFalse(machine.mayEnter(state, Set.of(WEB1, WEB2), WEB3));
    }

    @Test
    void a_refresh_places_no_assets() {
        var machine = machine(PlanDraft.of(1).refresh().assets());
        var staged = all(machine, HostPhase.STAGED);

        assertTrue(machine.next(staged) instanceof Move.Activate, () -> "" + machine.next(staged));
    }

    @Test
    void a_host_is_taken_out_of_its_load_balancer_where_tasks_do_that() {
        var pair = new Tasks(
                List.of(),
                List.of(DraftTask.task("drain").spec()),
                List.of(DraftTask.task("return").spec()),
                List.of());
        var with = machine(PlanDraft.of(1).tasks(pair));
        var without = machine(PlanDraft.of(1));

        assertEquals(HostMove.DRAIN, with.forward(all(with, HostPhase.STAGED), WEB1));
        assertEquals(HostMove.SWITCH, without.forward(all(without, HostPhase.STAGED), WEB1));
    }

    @Test
    void a_rollback_goes_on_however_many_hosts_fail() {
        var rollback = machine(PlanDraft.of(3).maxFailed(new HostCount.Hosts(0)).rollback());
        var state =
                all(rollback, HostPhase.STAGED).host(WEB1, host -> host.failed(HostPhase.FAILED, failure(Kind.HEALTH)));

        assertFalse(rollback.isFailing(state));
    }

    @Test
    void a_host_that_is_away_already_may_be_worked_on_though_too_many_are() {
        var machine = machine(PlanDraft.of(4).minAvailable(50).parallel(2).rollback());
        var away = RolloutState.of(machine.plan());
        for (var host : List.of(WEB1, WEB2, WEB3)) {
            away = away.hostTo(host, HostPhase.SWITCHED);
        }

        assertTrue(machine.mayEnter(away, Set.of(WEB2), WEB1));
        assertFalse(machine.mayEnter(away, Set.of(WEB2), PlanDraft.web(4)));
    }
}
