package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A rollout in which nothing fails, on one thread. As the engine does, it asks the machine before each step of each host. */
final class GoodRun implements Move.Performer<Boolean> {
    private static final Instant AT = PlanDraft.AT;

    private final Map<HostName, HostPlan> hosts;
    private final RolloutMachine machine;
    private RolloutState state;

    GoodRun(RolloutPlan plan) {
        this.hosts = plan.hosts().stream().collect(Collectors.toMap(HostPlan::name, Function.identity()));
        this.machine = new RolloutMachine(plan);
        this.state = RolloutState.of(plan);
    }

    RolloutState toItsEnd() {
        while (machine.next(state).by(this)) {
            // Each move changes the state.
        }
        return state;
    }

    private void record(RolloutEvent event) {
        state = state.with(event);
    }

    private void requireStart() {
        if (!machine.mayStart(state)) {
            throw new AssertionError("nothing failed, and no more may be started");
        }
    }

    @Override
    public Boolean takeLeases(List<HostName> hosts) {
        hosts.forEach(host -> record(new HostEvent.HostLocked(AT, host, 1)));
        return true;
    }

    @Override
    public Boolean stage(List<HostName> hosts) {
        for (var host : hosts) {
            requireStart();
            record(new HostEvent.HostStaging(AT, host));
            record(new HostEvent.HostStaged(AT, host, 1, Duration.ZERO));
        }
        return true;
    }

    @Override
    public Boolean activate(Batch batch, List<HostName> hosts) {
        record(new FleetEvent.BatchStarted(AT, batch.number(), batch.hosts()));
        var inside = new ArrayDeque<HostName>();
        for (var host : hosts) {
            requireStart();
            while (!machine.mayEnter(state, new HashSet<>(inside), host)) {
                switchAndProve(inside.remove());
            }
            inside.add(host);
        }
        inside.forEach(this::switchAndProve);
        return true;
    }

    private void switchAndProve(HostName name) {
        var host = Objects.requireNonNull(hosts.get(name));
        for (var move = machine.forward(state, name); move != HostMove.NONE; move = machine.forward(state, name)) {
            switch (move) {
                case SWITCH -> {
                    record(new HostEvent.HostSwitching(
                            AT, name, host.from(), host.to().link(), 1));
                    record(new HostEvent.HostSwitched(AT, name, host.to().link(), Duration.ZERO));
                }
                case PROVE ->
                    record(new HostEvent.HostProved(AT, name, host.to().value(), HostSteps.evidence()));
                case CHECK_HEALTH -> record(new HostEvent.HostHealthy(AT, name, 1, 1));
                default -> throw new AssertionError(move);
            }
        }
    }

    @Override
    public Boolean checkGate(Batch batch, Move.WhenGood whenGood) {
        record(new FleetEvent.GateOpened(AT, batch.number()));
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
        throw new AssertionError("no person is needed");
    }

    @Override
    public Boolean runTask(TaskSpec task, List<HostName> hosts) {
        throw new AssertionError("there are no tasks");
    }

    @Override
    public Boolean runOnce(TaskSpec task, Optional<HostName> on) {
        throw new AssertionError("there are no tasks");
    }

    @Override
    public Boolean placeAssets(List<HostName> hosts) {
        throw new AssertionError("there are no assets");
    }

    @Override
    public Boolean refuseGate(int batch, String reason) {
        throw new AssertionError("nothing failed");
    }

    @Override
    public Boolean putBack(List<HostName> hosts) {
        throw new AssertionError("nothing failed");
    }
}
