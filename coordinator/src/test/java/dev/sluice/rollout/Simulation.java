package dev.sluice.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.OnFailure;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One coordinator in a {@link FakeWorld}, on one thread: the hosts of a move go forward in an order of chance. It asserts at each step. */
final class Simulation implements Move.Performer<Boolean> {
    private static final Instant AT = PlanDraft.AT;
    private static final int MOST_MOVES = 2_000;

    private final RolloutPlan plan;
    private final RolloutMachine machine;
    private final FakeWorld world;
    private final List<RolloutEvent> events;
    private final int crashAfter;
    private final SimulatedTasks tasks;
    private RolloutState state;
    private int written;

    /** The coordinator ends here, between two records. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param events what earlier coordinators left
     * @param crashAfter so many records of its own
     */
    Simulation(RolloutPlan plan, FakeWorld world, List<RolloutEvent> events, int crashAfter) {
        this.plan = plan;
        this.machine = new RolloutMachine(plan);
        this.world = world;
        this.events = events;
        this.crashAfter = crashAfter;
        this.tasks = new SimulatedTasks(this, world);
        this.state = RolloutState.replay(plan, events);
    }

    RolloutState run() {
        int moves = 0;
        Move move = machine.next(state);
        while (move.by(this)) {
            moves++;
            assertTrue(moves < MOST_MOVES, "it goes on for ever");
            assertEquals(state, RolloutState.replay(plan, events), "the record says the same as the state");
            move = machine.next(state);
            assertEquals(move, machine.next(RolloutState.replay(plan, events)), "whoever takes over does the same");
        }
        return state;
    }

    void record(RolloutEvent event) {
        if (written == crashAfter) {
            throw new Crash();
        }
        written++;
        events.add(event);
        state = state.with(event);
    }

    @Override
    public Boolean takeLeases(List<HostName> hosts) {
        assertEquals(hosts.stream().sorted().toList(), hosts, "leases are taken in one order by everybody");
        hosts.forEach(this::takeLease);
        return true;
    }

    private void takeLease(HostName host) {
        if (!world.fails()) {
            record(new HostEvent.HostLocked(AT, host, events.size() + 1L));
            return;
        }
        var kind = world.pick(2) == 0 ? Kind.LOCKED : Kind.UNREACHABLE;
        var failure = FakeWorld.failure(kind, "lock");
        if (kind == Kind.UNREACHABLE && state.host(host).phase().asBefore() && machine.mayLeaveOut(state)) {
            record(new HostEvent.HostLeftOut(AT, host, failure));
            world.goesDown(host);
        } else if (state.host(host).phase().asBefore()) {
            record(new HostEvent.HostFailed(AT, host, failure));
        } else {
            record(new HostEvent.HostUnknown(AT, host, failure));
            world.goesDown(host);
        }
    }

    @Override
    public Boolean stage(List<HostName> hosts) {
        assertNothingIsWrong();
        for (var host : hosts) {
            if (!machine.mayStart(state)) {
                return true;
            }
            record(new HostEvent.HostStaging(AT, host));
            record(
                    world.fails()
                            ? new HostEvent.HostFailed(AT, host, FakeWorld.failure(Kind.STAGING, "stage"))
                            : new HostEvent.HostStaged(AT, host, 1, Duration.ZERO));
        }
        return true;
    }

    @Override
    public Boolean runTask(TaskSpec task, List<HostName> hosts) {
        assertNothingIsWrong();
        for (var host : hosts) {
            if (!machine.mayStart(state)) {
                return true;
            }
            tasks.each(task, plan.host(host));
        }
        return true;
    }

    @Override
    public Boolean runOnce(TaskSpec task, Optional<HostName> on) {
        assertNothingIsWrong();
        tasks.once(task, on);
        return true;
    }

    @Override
    public Boolean placeAssets(List<HostName> hosts) {
        assertNothingIsWrong();
        assertEquals(0, state.batch(), "assets come before the first batch");
        for (var host : hosts) {
            record(
                    world.fails()
                            ? new HostEvent.HostFailed(AT, host, FakeWorld.failure(Kind.STAGING, "assets"))
                            : new HostEvent.AssetsPlaced(AT, host, 1));
        }
        return true;
    }

    @Override
    public Boolean activate(Batch batch, List<HostName> hosts) {
        assertNothingIsWrong();
        plan.batches().stream()
                .filter(earlier -> earlier.number() < batch.number())
                .forEach(earlier -> assertEquals(
                        Gate.OPEN, state.gates().get(earlier.number()), "batch " + batch.number() + " came too early"));
        begin(batch);
        interleave(hosts, host -> machine.forward(state, host), true);
        if (machine.policy(state) != OnFailure.HALT) {
            batch.hosts()
                    .forEach(host -> assertFalse(
                            state.host(host).hasFailed()
                                    && state.host(host).phase().switched(),
                            host + " failed after its switch and was not put back at once"));
        }
        return true;
    }

    private void begin(Batch batch) {
        if (state.batch() < batch.number()) {
            record(new FleetEvent.BatchStarted(AT, batch.number(), batch.hosts()));
        }
    }

    /** Nothing may be begun when more hosts have failed than may, or somebody said so. */
    private void assertNothingIsWrong() {
        assertFalse(events.stream().anyMatch(FleetEvent.Aborted.class::isInstance), "begun after it was ended");
        assertFalse(events.stream().anyMatch(FleetEvent.GateRefused.class::isInstance), "begun behind a shut gate");
        var failed = state.failedHosts().size();
        var may = plan.strategy().maxFailed().of(plan.hosts().size());
        assertTrue(plan.purpose() == Purpose.ROLLBACK || failed <= may, "begun with " + failed + " failed hosts");
    }

    /** What comes next on a host. */
    private interface Next {
        HostMove of(HostName host);
    }

    private void interleave(List<HostName> hosts, Next next, boolean starting) {
        var waiting = new ArrayList<>(hosts);
        var inside = new ArrayList<HostName>();
        for (int steps = 0; ; steps++) {
            assertTrue(steps < MOST_MOVES, "a host goes on for ever");
            var admitted = starting && !machine.mayStart(state)
                    ? List.<HostName>of()
                    : waiting.stream()
                            .filter(host -> machine.mayEnter(state, new HashSet<>(inside), host))
                            .toList();
            if (inside.isEmpty() && admitted.isEmpty()) {
                return;
            }
            if (!admitted.isEmpty() && (inside.isEmpty() || world.pick(2) == 0)) {
                var host = admitted.get(0);
                assertRoom(new HashSet<>(inside), host);
                waiting.remove(host);
                inside.add(host);
            } else {
                var host = inside.get(world.pick(inside.size()));
                var move = next.of(host);
                if (move == HostMove.NONE) {
                    inside.remove(host);
                } else {
                    HostSteps.perform(this, plan.host(host), move);
                }
            }
        }
    }

    /** The promise of min_available and parallel, counted from the world and not from the record. */
    private void assertRoom(Set<HostName> inside, HostName next) {
        if (inside.isEmpty()) {
            return;
        }
        assertTrue(inside.size() < plan.strategy().parallel(), "more at once than parallel allows");
        var away = new HashSet<>(world.down());
        away.addAll(world.drained());
        away.addAll(inside);
        if (away.contains(next)) {
            return;
        }
        int left = plan.hosts().size() - away.size() - 1;
        assertTrue(
                left * 100
                        >= plan.strategy().minAvailablePercent() * plan.hosts().size(),
                () -> "with " + next + " only " + left + " of " + plan.hosts().size() + " are left");
    }

    @Override
    public Boolean checkGate(Batch batch, Move.WhenGood whenGood) {
        begin(batch);
        for (var host : batch.hosts()) {
            if (state.host(host).phase() == HostPhase.HEALTHY
                    && !state.host(host).hasFailed()
                    && world.fails()) {
                // Recorded first: whoever is ended in between has seen nothing, and the next looks again.
                record(new HostEvent.HostFailed(AT, host, FakeWorld.failure(Kind.HEALTH, "health")));
                world.goesDown(host);
                return true;
            }
        }
        if (world.fails()) {
            record(new FleetEvent.GateRefused(AT, batch.number(), "a check of the gate says no"));
            return true;
        }
        record(
                whenGood == Move.WhenGood.HOLD
                        ? new FleetEvent.Held(
                                AT, batch.number(), batch.ends().map(end -> HoldDeadline.of(AT, end, Optional.empty())))
                        : new FleetEvent.GateOpened(AT, batch.number()));
        return true;
    }

    @Override
    public Boolean refuseGate(int batch, String reason) {
        assertFalse(reason.isEmpty());
        record(new FleetEvent.GateRefused(AT, batch, reason));
        return true;
    }

    @Override
    public Boolean putBack(List<HostName> hosts) {
        if (hosts.stream().allMatch(host -> machine.back(state, host) == HostMove.RETURN)) {
            interleave(hosts, host -> machine.back(state, host), false);
            return true;
        }
        assertTrue(
                plan.purpose() == Purpose.RELEASE || state.demanded().isPresent(), "a rollback turned something round");
        assertTrue(
                machine.taskMoves().irreversibleStarted(state).isEmpty()
                        || state.demanded().isPresent(),
                "something went back by itself after an irreversible task");
        interleave(hosts, host -> machine.back(state, host), false);
        return true;
    }

    @Override
    public Boolean finish(Outcome outcome) {
        record(new FleetEvent.RolloutFinished(AT, outcome));
        return true;
    }

    @Override
    public Boolean done() {
        return false;
    }

    @Override
    public Boolean waitForPerson() {
        if (state.hasUnknownTask()) {
            tasks.decide();
            return true;
        }
        int batch = state.batch();
        assertEquals(Gate.HELD, state.gates().get(batch));
        var expired = new HoldExpiry(plan).due(state, AT.plus(Duration.ofDays(1)));
        switch (expired.isPresent() ? world.pick(6) : world.pick(4)) {
            case 4, 5 -> record(expired.orElseThrow());
            case 0 -> record(new FleetEvent.Aborted(AT, "anna", Demand.REVERT));
            case 1 -> record(new FleetEvent.Aborted(AT, "anna", Demand.LEAVE));
            default -> record(new FleetEvent.Promoted(AT, batch, "anna"));
        }
        return true;
    }

    RolloutMachine machine() {
        return machine;
    }

    RolloutState state() {
        return state;
    }

    SimulatedTasks tasks() {
        return tasks;
    }

    FakeWorld world() {
        return world;
    }

    HostPhase phase(HostPlan host) {
        return state.host(host.name()).phase();
    }
}
