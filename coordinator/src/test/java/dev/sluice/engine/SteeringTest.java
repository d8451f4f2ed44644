package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.engine.FakeHosts.Trouble;
import dev.sluice.engine.Requests.Request;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What persons ask of a rollout from outside, and what is left of it for them. */
class SteeringTest {
    private static final Path RECORD = Path.of("nowhere");

    /** Somebody asks while a host is worked on, and is heard before that is over. */
    private static Trouble asking(EngineRun run, Request request) {
        return () -> {
            run.requests.ask(RECORD, request);
            while (!run.requests.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
        };
    }

    private static Rollouts rollouts(EngineRun run) {
        return new Rollouts(new MemoryStore(run.hosts::watchedBy), plan -> run.hosts, run.outside(), run.time);
    }

    @Test
    void a_pause_ends_the_soak_and_every_host_is_before_or_after() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).soak(Duration.ofMinutes(10)));
        run.hosts.before(Doing.CHECK_HEALTH, 1, asking(run, new Request.Pause(PlanDraft.AT, "ben")));

        assertEquals(RolloutPhase.PAUSED, run.run().phase());

        assertTrue(run.time.elapsed().compareTo(Duration.ofMinutes(1)) < 0, () -> "soaked on: " + run.time.elapsed());
        assertEquals(List.of(PlanDraft.NEW.link(), PlanDraft.OLD.link(), PlanDraft.OLD.link()), run.links());
        assertEquals(0, run.events(FleetEvent.GateOpened.class).size());
        assertEquals(3, run.hosts.done(Doing.HOLD).size(), "and nobody else may work on them");
        run.hosts.assertQuietAndAnnounced();
    }

    @Test
    void hosts_in_their_critical_section_come_out_of_it_when_somebody_pauses() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).batches(3).parallel(1));
        run.hosts.before(Doing.PROVE, 1, asking(run, new Request.Pause(PlanDraft.AT, "ben")));

        assertEquals(RolloutPhase.PAUSED, run.run().phase());

        assertEquals(List.of("HEALTHY", "STAGED", "STAGED"), phases(run));
        run.hosts.assertQuietAndAnnounced();
    }

    /** The operating system tells the process to end while a host is worked on, and that is recorded before the work is over. */
    private static Trouble signalled(EngineRun run) {
        return () -> {
            run.interruption.by("SIGTERM");
            while (run.events(FleetEvent.Interrupted.class).isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
        };
    }

    @Test
    void a_signal_lets_what_is_switched_be_proved_and_nothing_more_begin() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).batches(3).parallel(1));
        run.hosts.after(Doing.SWITCH, 1, signalled(run));

        assertEquals(RolloutPhase.INTERRUPTED, run.run().phase());

        assertEquals(List.of("PROVED", "STAGED", "STAGED"), phases(run));
        assertEquals(List.of(), run.hosts.done(Doing.HOLD), "its leases run out by themselves");
        run.hosts.assertQuietAndAnnounced();
    }

    @Test
    void what_a_signal_ended_goes_on_where_it_was_when_somebody_resumes_it() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).soak(Duration.ofMinutes(10)));
        run.hosts.before(Doing.CHECK_HEALTH, 1, signalled(run));
        assertEquals(RolloutPhase.INTERRUPTED, run.run().phase());
        assertEquals(1, run.hosts.done(Doing.SWITCH).size());

        var store = new MemoryStore(run.hosts::watchedBy);
        store.left(run.plan, run.events);
        var next = new ControlChannels(run.requests, run.copies, new Interruption());
        var ended = new Rollouts(store, plan -> run.hosts, next, run.time)
                .resume(run.plan.id(), "ben", (seq, event, state) -> {});

        assertEquals(Outcome.SUCCEEDED, ended.state().outcome().orElseThrow());
        assertEquals(3, run.hosts.done(Doing.SWITCH).size(), "nothing is switched twice");
    }

    @Test
    void a_signal_turns_no_rollout_round_that_is_on_its_way_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(2).batches(2));
        run.hosts.before(Doing.AWAIT_HEALTH, 2, FakeHosts.fails(Kind.HEALTH));
        run.hosts.before(Doing.SWITCH_BACK, 1, signalled(run));

        assertEquals(Outcome.REVERTED, run.outcome());

        assertTrue(run.hosts.asBefore(run.plan));
    }

    @Test
    void other_machines_get_the_record_at_each_gate_and_at_the_end() throws Exception {
        var run = new EngineRun(PlanDraft.of(4).batches(1, 1, 2));
        rollouts(run).start(run.plan, (seq, event, state) -> {});

        assertEquals(3 * 3, run.hosts.done(Doing.KEEP).size(), "on three hosts, at two gates and at the end");
    }

    @Test
    void a_batch_does_not_wait_until_the_copies_of_the_gate_before_are_stored() throws Exception {
        var run = new EngineRun(PlanDraft.of(2).batches(1, 1));
        var switched = new CountDownLatch(1);
        var beside = new AtomicBoolean();
        run.hosts.before(Doing.KEEP, 1, () -> beside.set(isOver(switched)));
        run.hosts.after(Doing.SWITCH, 2, switched::countDown);

        var ended = rollouts(run).start(run.plan, (seq, event, state) -> {});

        assertTrue(beside.get());
        assertEquals(Outcome.SUCCEEDED, ended.state().outcome().orElseThrow());
        assertEquals(2 * 2, run.hosts.done(Doing.KEEP).size(), "on both hosts, at the gate and at the end");
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> phases(EngineRun run) {
        var state = RolloutState.replay(run.plan, run.events);
        return run.plan.hosts().stream()
                .map(host -> state.host(host.name()).phase().name())
                .toList();
    }

    @Test
    void somebody_who_ends_a_running_rollout_gets_every_host_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).soak(Duration.ofMinutes(10)));
        run.hosts.before(Doing.CHECK_HEALTH, 1, asking(run, new Request.Abort(PlanDraft.AT, Demand.REVERT, "ben")));

        assertEquals(Outcome.REVERTED, run.outcome());

        assertTrue(run.hosts.asBefore(run.plan));
    }

    @Test
    void hosts_that_are_not_on_their_way_back_yet_stay_when_somebody_wants_them_left() throws Exception {
        var run = new EngineRun(PlanDraft.of(3).batches(3).parallel(1).soak(Duration.ofMinutes(10)));
        run.hosts.before(Doing.CHECK_HEALTH, 1, asking(run, new Request.Abort(PlanDraft.AT, Demand.REVERT, "ben")));
        run.hosts.before(Doing.SWITCH_BACK, 3, asking(run, new Request.Abort(PlanDraft.AT, Demand.LEAVE, "ben")));

        assertEquals(Outcome.MIXED, run.outcome());

        assertEquals(List.of(PlanDraft.NEW.link(), PlanDraft.NEW.link(), PlanDraft.OLD.link()), run.links());
        run.hosts.assertQuietAndAnnounced();
    }

    @Test
    void a_rollout_that_waits_leaves_copies_of_its_record_on_three_hosts() throws Exception {
        var run = new EngineRun(PlanDraft.of(5).batches(List.of(PlanDraft.held(1), PlanDraft.step(4))));
        run.hosts.before(Doing.KEEP, 2, FakeHosts.fails(Kind.UNREACHABLE));

        var ended = rollouts(run).start(run.plan, (seq, event, state) -> {});

        assertEquals(RolloutPhase.HELD, ended.state().phase());
        assertEquals(Set.of(PlanDraft.web(1), PlanDraft.web(3), PlanDraft.web(4)), run.hosts.records.keySet());
        assertEquals(run.plan.id().value(), copy(run, PlanDraft.web(1)));
    }

    private static String copy(EngineRun run, HostName host) {
        return Optional.ofNullable(run.hosts.records.get(host)).orElseThrow().rollout();
    }

    @Test
    void a_rollout_that_is_over_leaves_copies_too_and_nobody_has_to_keep_one() throws Exception {
        var run = new EngineRun(PlanDraft.of(2).batches(2));
        run.hosts.before(Doing.KEEP, 1, FakeHosts.fails(Kind.UNREACHABLE));
        run.hosts.before(Doing.KEEP, 2, FakeHosts.fails(Kind.FENCED));

        var ended = rollouts(run).start(run.plan, (seq, event, state) -> {});

        assertEquals(Outcome.SUCCEEDED, ended.state().outcome().orElseThrow());
        assertEquals(Set.of(), run.hosts.records.keySet());
    }
}
