package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutMachineTest {
    private static final Instant AT = PlanDraft.AT;
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final HostName WEB3 = PlanDraft.web(3);
    private static final HostName WEB4 = PlanDraft.web(4);

    private static RolloutState state(RolloutPlan plan, RolloutEvent... events) {
        return RolloutState.replay(plan, ready(plan, events));
    }

    /** Every host is locked and staged, and then this happens. */
    private static List<RolloutEvent> ready(RolloutPlan plan, RolloutEvent... events) {
        var all = new ArrayList<RolloutEvent>();
        for (var host : plan.hosts()) {
            all.add(new HostEvent.HostLocked(AT, host.name(), 1));
            all.add(new HostEvent.HostStaged(AT, host.name(), 1, Duration.ZERO));
        }
        all.addAll(Arrays.asList(events));
        return all;
    }

    private static HostEvent switched(HostName host) {
        return new HostEvent.HostSwitched(AT, host, PlanDraft.NEW.link(), Duration.ZERO);
    }

    private static HostEvent healthy(HostName host) {
        return new HostEvent.HostHealthy(AT, host, 1, 3);
    }

    private static HostEvent failed(HostName host, Kind kind) {
        return new HostEvent.HostFailed(AT, host, FakeWorld.failure(kind, "test"));
    }

    private static FleetEvent batch(int number, HostName... hosts) {
        return new FleetEvent.BatchStarted(AT, number, List.of(hosts));
    }

    private static FleetEvent opened(int batch) {
        return new FleetEvent.GateOpened(AT, batch);
    }

    @Test
    void a_rollout_begins_with_every_lease_in_the_order_of_names() {
        var plan = PlanDraft.of(3).plan();

        assertEquals(
                new Move.TakeLeases(List.of(WEB1, WEB2, WEB3)), new RolloutMachine(plan).next(RolloutState.of(plan)));
    }

    @Test
    void every_host_is_staged_before_the_first_is_switched() {
        var plan = PlanDraft.of(2).plan();
        var locked = RolloutState.replay(
                plan,
                List.of(
                        new HostEvent.HostLocked(AT, WEB1, 1),
                        new HostEvent.HostLocked(AT, WEB2, 1),
                        new HostEvent.HostStaged(AT, WEB1, 1, Duration.ZERO)));

        assertEquals(new Move.Stage(List.of(WEB2)), new RolloutMachine(plan).next(locked));
    }

    @Test
    void a_batch_is_checked_when_all_of_it_is_healthy_and_the_next_one_waits_for_its_gate() {
        var plan = PlanDraft.of(2).plan();
        var machine = new RolloutMachine(plan);
        var first = plan.batches().get(0);

        assertEquals(
                List.of(
                        new Move.Activate(first, List.of(WEB1)),
                        new Move.CheckGate(first, Move.WhenGood.OPEN),
                        new Move.Activate(plan.batches().get(1), List.of(WEB2))),
                List.of(
                        machine.next(state(plan)),
                        machine.next(state(plan, batch(1, WEB1), healthy(WEB1))),
                        machine.next(state(plan, batch(1, WEB1), healthy(WEB1), opened(1)))));
    }

    @Test
    void a_person_opens_the_gate_that_holds_but_never_the_last_one() {
        var plan = PlanDraft.of(2).batches(List.of(PlanDraft.held(1))).plan();
        var machine = new RolloutMachine(plan);
        var held = state(plan, batch(1, WEB1), healthy(WEB1), new FleetEvent.Held(AT, 1));
        var promoted = held.with(new FleetEvent.Promoted(AT, 1, "anna"))
                .with(batch(2, WEB2))
                .with(healthy(WEB2));

        assertEquals(
                new Move.CheckGate(plan.batches().get(0), Move.WhenGood.HOLD),
                machine.next(state(plan, batch(1, WEB1), healthy(WEB1))));
        assertEquals(new Move.WaitForPerson(), machine.next(held));
        assertEquals(new Move.CheckGate(plan.batches().get(1), Move.WhenGood.OPEN), machine.next(promoted));
    }

    @Test
    void what_failed_after_its_switch_is_put_back_at_once_unless_the_policy_halts() {
        var failed = HostRollout.START.to(HostPhase.SWITCHED).failed(FakeWorld.failure(Kind.PROOF, "proof"));

        assertEquals(
                List.of(HostMove.SWITCH_BACK, HostMove.SWITCH_BACK, HostMove.NONE),
                List.of(
                        HostMove.forward(failed, OnFailure.REVERT_ALL, HostMove.Pair.ABSENT),
                        HostMove.forward(failed, OnFailure.REVERT_BATCH, HostMove.Pair.ABSENT),
                        HostMove.forward(failed, OnFailure.HALT, HostMove.Pair.ABSENT)));
    }

    @Test
    void a_host_that_failed_is_never_switched_forward_even_when_its_staging_came_to_an_end() {
        var host =
                HostRollout.START.failed(FakeWorld.failure(Kind.FENCED, "lock")).to(HostPhase.STAGED);

        assertEquals(HostMove.NONE, HostMove.forward(host, OnFailure.REVERT_ALL, HostMove.Pair.ABSENT));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "REVERT_ALL,   4 3 2 1",
        "REVERT_BATCH, 4 3",
        "HALT,         ''",
    })
    void the_policy_says_who_goes_back_and_the_newest_batch_goes_first(OnFailure policy, String expected) {
        var plan = PlanDraft.of(4).batches(2).onFailure(policy).plan();
        var state = state(
                plan,
                batch(1, WEB1, WEB2),
                healthy(WEB1),
                healthy(WEB2),
                opened(1),
                batch(2, WEB3, WEB4),
                healthy(WEB3),
                healthy(WEB4),
                new FleetEvent.GateRefused(AT, 2, "no"));

        var move = new RolloutMachine(plan).next(state);

        var back = move instanceof Move.PutBack put ? put.hosts() : List.<HostName>of();
        assertEquals(
                expected,
                String.join(
                        " ",
                        back.stream()
                                .map(host -> host.value().replaceFirst("web0*", ""))
                                .toList()));
    }

    @Test
    void those_that_serve_nobody_well_go_back_before_the_healthy_ones() {
        var plan = PlanDraft.of(3).batches(3).plan();
        var all = batch(1, WEB1, WEB2, WEB3);
        var state =
                state(plan, all, switched(WEB1), healthy(WEB2), healthy(WEB3), new FleetEvent.GateRefused(AT, 1, "no"));

        assertEquals(new Move.PutBack(List.of(WEB1, WEB3, WEB2)), new RolloutMachine(plan).next(state));
    }

    @ParameterizedTest(name = "{1}% of {0}: {2} at once")
    @CsvSource({
        "12, 75, 3",
        "12, 100, 1",
        "12, 0, 12",
        "1, 100, 1",
        "3, 75, 1",
        "100, 7, 93",
        "100, 28, 72",
        "20, 55, 9",
        "100, 29, 71",
        "7, 50, 3"
    })
    void so_many_may_be_away_as_min_available_leaves_and_one_always(int hosts, int percent, int expected) {
        var plan = PlanDraft.of(hosts).minAvailable(percent).parallel(1_000).plan();
        var machine = new RolloutMachine(plan);
        var state = state(plan);
        var inside = new java.util.HashSet<HostName>();

        for (var host : plan.hosts()) {
            if (machine.mayEnter(state, inside, host.name())) {
                inside.add(host.name());
            }
        }

        assertEquals(expected, inside.size());
    }

    @Test
    void a_host_that_stays_unhealthy_takes_a_place_and_to_work_on_it_takes_no_second_one() {
        var plan = PlanDraft.of(4).minAvailable(50).rollback().plan();
        var machine = new RolloutMachine(plan);
        var state = state(plan, batch(1, WEB1), switched(WEB1), failed(WEB1, Kind.PROOF));

        assertTrue(machine.mayEnter(state, Set.of(), WEB2));
        assertFalse(machine.mayEnter(state, Set.of(WEB2), WEB3), "web001 and web002 are away, and two may be");
        assertTrue(machine.mayEnter(state, Set.of(WEB2), WEB1));
    }

    @Test
    void no_more_hosts_are_worked_on_than_parallel_allows() {
        var plan = PlanDraft.of(4).parallel(2).plan();
        var machine = new RolloutMachine(plan);

        assertTrue(machine.mayEnter(state(plan), Set.of(WEB1), WEB2));
        assertFalse(machine.mayEnter(state(plan), Set.of(WEB1, WEB2), WEB3));
    }

    @ParameterizedTest(name = "{1} of {0} hosts, {2} may fail: {3}")
    @CsvSource({
        "4, 0, 0,   false",
        "4, 1, 0,   true",
        "4, 1, 1,   false",
        "4, 2, 1,   true",
        "4, 1, 25%, false",
        "4, 2, 25%, true",
        "3, 1, 25%, true",
        "4, 4, 100%, false",
    })
    void more_failed_hosts_than_may_fail_end_the_rollout(int hosts, int failures, String most, boolean failing) {
        HostCount count = most.endsWith("%")
                ? new HostCount.Percent(Integer.parseInt(most.substring(0, most.length() - 1)))
                : new HostCount.Hosts(Integer.parseInt(most));
        var plan = PlanDraft.of(hosts).maxFailed(count).plan();
        var events = IntStream.rangeClosed(1, failures)
                .mapToObj(number -> failed(PlanDraft.web(number), Kind.STAGING))
                .toArray(RolloutEvent[]::new);

        assertEquals(failing, new RolloutMachine(plan).isFailing(state(plan, events)));
    }

    @Test
    void a_refused_lease_ends_the_rollout_even_when_hosts_may_fail() {
        var plan = PlanDraft.of(2).maxFailed(new HostCount.Percent(100)).plan();
        var state =
                RolloutState.replay(plan, List.of(new HostEvent.HostLocked(AT, WEB1, 1), failed(WEB2, Kind.LOCKED)));

        assertEquals(new Move.Finish(Outcome.LOCKED), new RolloutMachine(plan).next(state));
    }

    @Test
    void a_host_that_failed_its_soak_and_was_left_is_no_success() {
        var plan = PlanDraft.of(1)
                .onFailure(OnFailure.HALT)
                .maxFailed(new HostCount.Hosts(1))
                .plan();
        var state = state(plan, batch(1, WEB1), healthy(WEB1), failed(WEB1, Kind.HEALTH), opened(1));

        assertEquals(new Move.Finish(Outcome.MIXED), new RolloutMachine(plan).next(state));
    }

    @Test
    void a_refused_gate_is_no_success_though_every_host_is_healthy() {
        var plan = PlanDraft.of(1).onFailure(OnFailure.HALT).plan();
        var state = state(plan, batch(1, WEB1), healthy(WEB1), new FleetEvent.GateRefused(AT, 1, "errors doubled"));

        assertEquals(new Move.Finish(Outcome.MIXED), new RolloutMachine(plan).next(state));
    }

    @ParameterizedTest
    @CsvSource({"REVERTING", "SWITCHING", "RESTORED", "STUCK", "UNKNOWN", "SWITCHED", "PROVED", "HEALTHY"})
    void a_host_that_may_serve_the_new_release_makes_the_end_a_mixed_one(HostPhase phase) {
        var plan = PlanDraft.of(1).plan();
        var state = state(plan).hostTo(WEB1, phase).with(new FleetEvent.Aborted(AT, "anna", Demand.LEAVE));

        assertEquals(Outcome.MIXED, new RolloutMachine(plan).outcome(state));
    }

    @Test
    void what_a_person_demands_is_over_the_policy() {
        var plan = PlanDraft.of(1).onFailure(OnFailure.HALT).plan();
        var machine = new RolloutMachine(plan);
        var state = state(plan, batch(1, WEB1), healthy(WEB1));

        assertEquals(
                List.of(OnFailure.HALT, OnFailure.REVERT_ALL, OnFailure.HALT),
                List.of(
                        machine.policy(state),
                        machine.policy(state.with(new FleetEvent.Aborted(AT, "anna", Demand.REVERT))),
                        machine.policy(state.with(new FleetEvent.Aborted(AT, "anna", Demand.LEAVE)))));
    }

    @Test
    void whoever_takes_a_rollout_over_takes_every_lease_anew() {
        var plan = PlanDraft.of(2).plan();
        var state = state(plan, batch(1, WEB1), healthy(WEB1), new FleetEvent.RolloutResumed(AT, "anna"));

        assertEquals(new Move.TakeLeases(List.of(WEB1, WEB2)), new RolloutMachine(plan).next(state));
    }

    @Test
    void the_first_failure_of_a_host_is_the_one_that_is_told() {
        var plan = PlanDraft.of(1).plan();

        var state = state(plan, switched(WEB1), failed(WEB1, Kind.PROOF), failed(WEB1, Kind.UNREACHABLE));

        assertEquals(Kind.PROOF, state.host(WEB1).failure().orElseThrow().kind());
        assertEquals(Map.of(), Map.copyOf(state.gates()));
        assertEquals(HostPhase.SWITCHED, state.host(WEB1).phase());
    }

    @Test
    void the_first_reason_of_a_failing_rollout_stays() {
        var plan = PlanDraft.of(1).plan();

        var state = state(
                plan, new FleetEvent.GateRefused(AT, 1, "first"), new FleetEvent.Aborted(AT, "anna", Demand.REVERT));

        assertEquals("first", state.trouble().orElseThrow());
        assertEquals(Gate.REFUSED, state.gates().get(1));
    }
}
