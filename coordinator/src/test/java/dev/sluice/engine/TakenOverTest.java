package dev.sluice.engine;

import static dev.sluice.engine.FakeHosts.defect;
import static dev.sluice.engine.FakeHosts.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.Tasks;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rollouts that somebody takes over who finds less than there should be. Each of these was found by simulation. */
class TakenOverTest {
    private static final Instant AT = PlanDraft.AT;
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);

    private static RolloutState takeBack(EngineRun run, RolloutEvent... left) throws Exception {
        run.events.addAll(Arrays.asList(left));
        var store = new MemoryStore(run.hosts::watchedBy);
        store.left(run.plan, run.events);
        return new Rollouts(store, plan -> run.hosts, run.outside(), run.time)
                .end(run.plan.id(), Demand.REVERT, "bert", (seq, event, state) -> {})
                .state();
    }

    private static RolloutEvent started() {
        return new FleetEvent.RolloutStarted(AT, "d".repeat(64), "anna");
    }

    private static RolloutEvent staged(HostName host) {
        return new HostEvent.HostStaged(AT, host, 1, Duration.ZERO);
    }

    private static RolloutEvent failed(HostName host, Kind kind) {
        return new HostEvent.HostFailed(AT, host, FakeHosts.failure(kind));
    }

    private static RolloutEvent[] switchedAndFenced(EngineRun run) {
        run.hosts.changedByHand(WEB1, PlanDraft.NEW.link());
        return new RolloutEvent[] {
            started(),
            staged(WEB1),
            staged(WEB2),
            new HostEvent.HostSwitched(AT, WEB1, PlanDraft.NEW.link(), Duration.ZERO),
            failed(WEB2, Kind.FENCED)
        };
    }

    @Test
    void a_lease_that_was_lost_in_an_earlier_life_keeps_nobody_from_taking_leases_and_putting_hosts_back()
            throws Exception {
        var run = new EngineRun(PlanDraft.of(2));

        var state = takeBack(run, switchedAndFenced(run));

        assertEquals(Outcome.REVERTED, state.outcome().orElseThrow());
        assertTrue(run.hosts.asBefore(run.plan));
    }

    @Test
    void a_defect_while_the_lease_of_a_switched_host_is_taken_leaves_it_in_doubt() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        run.hosts.before(Doing.LEASE, 1, defect());

        var state = takeBack(run, switchedAndFenced(run));

        assertEquals(HostPhase.UNKNOWN, state.host(WEB1).phase());
        assertEquals(Outcome.MIXED, state.outcome().orElseThrow());
    }

    @Test
    void a_record_that_ends_before_its_first_event_is_begun_and_taken_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));

        var state = takeBack(run);

        assertEquals(Outcome.UNTOUCHED, state.outcome().orElseThrow());
        assertInstanceOf(FleetEvent.RolloutStarted.class, run.events.get(0));
    }

    @Test
    void a_host_that_gets_no_visitors_and_whose_lease_cannot_be_had_is_left_to_a_person() throws Exception {
        var drain = List.of(DraftTask.task("drain").spec());
        var run = new EngineRun(PlanDraft.of(1).tasks(new Tasks(List.of(), drain, List.of(), List.of())));
        run.hosts.before(Doing.LEASE, 1, fails(Kind.UNREACHABLE));

        var state = takeBack(
                run,
                started(),
                staged(WEB1),
                new HostEvent.HostDraining(AT, WEB1, List.of("drain")),
                failed(WEB1, Kind.TASK));

        assertEquals(HostPhase.STUCK, state.host(WEB1).phase());
        assertEquals(Outcome.MIXED, state.outcome().orElseThrow());
    }
}
