package dev.sluice.engine;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.RecordCopy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The way to hosts: it takes time, it loses answers, and it brings commands late. */
class SimulatedNetwork implements HostWork {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final RolloutPlan plan;
    private final SimulatedFleet fleet;
    private final SimulationScheduler scheduler;
    private final SimulatedFaults faults;
    private final SimulationLog log;
    private final Set<String> held = new HashSet<>();

    SimulatedNetwork(SimulatedFleet fleet, SimulatedFaults faults, SimulationLog log) {
        this.plan = fleet.plan();
        this.fleet = fleet;
        this.scheduler = fleet.scheduler();
        this.faults = faults;
        this.log = log;
    }

    /** What may be done again later, and what only looks. */
    enum Late {
        MAY_COME_LATE,
        IN_TIME
    }

    /** A script on a host, and its answer. */
    @FunctionalInterface
    interface Answering<R> {
        R on(SimulatedHost host) throws WorkException;
    }

    /** A script on a host. */
    @FunctionalInterface
    interface Doing {
        void on(SimulatedHost host) throws WorkException;
    }

    private void change(HostPlan plan, Kind kind, String what, Doing doing) throws WorkException {
        Object unused = call(plan, kind, what, Late.MAY_COME_LATE, host -> {
            doing.on(host);
            return what;
        });
    }

    private <R> R call(HostPlan on, Kind kind, String what, Late late, Answering<R> script) throws WorkException {
        var host = fleet.host(on.name());
        travel();
        if (host.isAway()) {
            scheduler.pause(TIMEOUT);
            throw WorkException.failed(FakeHosts.failure(Kind.UNREACHABLE));
        }
        if (faults.strikes(FaultKind.STEP_FAILED, on.name())) {
            throw WorkException.failed(FakeHosts.failure(kind));
        }
        if (late == Late.MAY_COME_LATE && faults.strikes(FaultKind.COMMAND_DELAYED, on.name())) {
            fleet.later(host, what, () -> script.on(host));
            scheduler.pause(fleet.upTo(TIMEOUT));
            throw WorkException.unknown(FakeHosts.failure(Kind.UNREACHABLE));
        }
        log.step(what, on.name(), "");
        var answer = script.on(host);
        if (faults.strikes(FaultKind.KILLED_AFTER_EFFECT, on.name())) {
            throw scheduler.kill();
        }
        if (faults.strikes(FaultKind.ANSWER_LOST, on.name())) {
            if (fleet.chance(0.4)) {
                // It was the network that went away, and not only that answer.
                host.awayFor(Duration.ofSeconds(70).plus(fleet.upTo(Duration.ofSeconds(30))));
            }
            scheduler.pause(fleet.upTo(TIMEOUT));
            throw WorkException.unknown(FakeHosts.failure(Kind.UNREACHABLE));
        }
        travel();
        return answer;
    }

    private void travel() {
        if (fleet.chance(0.3)) {
            scheduler.pause(fleet.upTo(Duration.ofMillis(900)));
        } else {
            scheduler.step();
        }
    }

    private <R> R inCriticalSection(HostPlan host, Answering<R> doing) throws WorkException {
        fleet.promises().entersCriticalSection(host.name());
        try {
            return doing.on(fleet.host(host.name()));
        } finally {
            fleet.promises().leavesCriticalSection(host.name());
        }
    }

    @Override
    public long takeLease(HostPlan host) throws WorkException {
        return call(host, Kind.SWITCH, "take lease", Late.MAY_COME_LATE, on -> on.takeLease(fleet.rollout()));
    }

    @Override
    public void renewLease(HostPlan host, long token) throws WorkException {
        change(host, Kind.SWITCH, "renew lease", on -> on.renewLease(token));
    }

    @Override
    public long changeToken(HostPlan host, long token) throws WorkException {
        return call(host, Kind.SWITCH, "change token", Late.MAY_COME_LATE, on -> on.changeToken(token));
    }

    @Override
    public Staged stage(HostPlan host, long token) throws WorkException {
        change(host, Kind.STAGING, "stage", on -> on.stage(token));
        return new Staged(1_000, List.of());
    }

    @Override
    public String readLink(HostPlan host) throws WorkException {
        return inCriticalSection(host, at -> call(host, Kind.SWITCH, "look", Late.IN_TIME, on -> on.link));
    }

    @Override
    public void refuseUnreadable(HostPlan host) {
        // Everything here can be read.
    }

    @Override
    public void warm(HostPlan host, ReleaseId release, Direction direction) {
        // Nothing here is compiled.
    }

    @Override
    public void switchLink(HostPlan host, LinkChange change) throws WorkException {
        var unused = inCriticalSection(host, at -> {
            change(host, Kind.SWITCH, "switch to " + change.to(), on -> on.switchLink(change));
            return at;
        });
    }

    @Override
    public Evidence prove(HostPlan host, ReleaseId release, Direction direction) throws WorkException {
        return inCriticalSection(host, at -> {
            at.watchFromNow();
            return call(host, Kind.PROOF, "prove " + release, Late.IN_TIME, on -> on.prove(release));
        });
    }

    @Override
    public int awaitHealth(HostPlan host) throws WorkException {
        return inCriticalSection(host, at -> {
            at.watchFromNow();
            var wait = new HealthWait(new Probe(at), plan.playbook().probe(), scheduler);
            return call(host, Kind.HEALTH, "await health", Late.IN_TIME, on -> {
                refuse(wait, host);
                return 2;
            });
        });
    }

    private static void refuse(HealthWait wait, HostPlan host) throws WorkException {
        try {
            if (!wait.complaints(host.host(), new NoHttp()).isEmpty()) {
                throw WorkException.failed(FakeHosts.failure(Kind.HEALTH));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whoever asks it asks a simulated host. */
    private record NoHttp() implements HostHttp {
        @Override
        public HttpAnswer send(HttpCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private record Probe(SimulatedHost at) implements HealthProbe {
        @Override
        public int checks(Host host) {
            return 1;
        }

        @Override
        public List<Complaint> complaints(Host host, HostHttp http) {
            return !at.isAway() && at.answersWell() ? List.of() : List.of(Complaint.of("it is not well"));
        }
    }

    @Override
    public void checkHealth(HostPlan host) throws WorkException {
        call(host, Kind.HEALTH, "check health", Late.IN_TIME, on -> {
            if (!on.answersWell()) {
                throw WorkException.failed(FakeHosts.failure(Kind.HEALTH));
            }
            return on;
        });
    }

    @Override
    public TaskResult runTask(HostPlan host, long token, TaskOrder order) throws WorkException {
        var what = "task " + order.task().name();
        var task = call(host, Kind.TASK, what, Late.MAY_COME_LATE, on -> on.begin(order, token));
        if (faults.strikes(FaultKind.TASK_LOST, host.name())) {
            task.lose();
        }
        if (!task.isLost()) {
            scheduler.pause(positive(task.ends().minus(scheduler.elapsed())));
        }
        if (task.isLost()) {
            return TaskResult.unknown("its process is gone");
        }
        return new TaskResult(TaskResult.Ending.ENDED, task.exit(), List.of());
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    @Override
    public TaskResult runHere(TaskOrder order) {
        travel();
        log.step("task " + order.task().name(), "here", "");
        fleet.promises().taskBegun(order, "the coordinator");
        scheduler.pause(fleet.upTo(Duration.ofSeconds(5)));
        var exit = order.subject().map(HostPlan::name).map(fleet::taskExit).orElse(0);
        return new TaskResult(TaskResult.Ending.ENDED, exit, List.of());
    }

    @Override
    public int placeAssets(HostPlan host, long token) throws WorkException {
        change(host, Kind.STAGING, "place assets", on -> {
            on.guard(token);
            fleet.promises().effect(on, "assets", token);
        });
        return 3;
    }

    @Override
    public void holdLease(HostPlan host, long token) throws WorkException {
        change(host, Kind.SWITCH, "hold lease", on -> on.holdLease(token));
        held.add(host.name() + " " + token);
    }

    /** Who waits for a person keeps the lease until then, if nobody took it away. */
    void requireHeld() {
        for (var host : fleet.hosts()) {
            var token = host.fence();
            if (held.contains(host.name() + " " + token)
                    && host.isLeasedTo(fleet.rollout())
                    && !host.isHeldWithoutEnd(token)) {
                throw scheduler.broken(
                        "who waits for a person keeps the lease", host.name().value());
            }
        }
    }

    @Override
    public void keepRecord(HostPlan host, long token, RecordCopy copy) throws WorkException {
        change(host, Kind.SWITCH, "keep record", on -> {});
    }

    @Override
    public List<String> conclude(HostPlan host, long token, Conclusion conclusion) throws WorkException {
        change(host, Kind.SWITCH, "conclude", on -> on.conclude(token, conclusion));
        return List.of();
    }
}
