package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tasks in a {@link Simulation}: they fail by chance, and after a crash nobody may know how they ended. */
final class SimulatedTasks {
    private static final Instant AT = PlanDraft.AT;

    private final Simulation run;
    private final FakeWorld world;

    SimulatedTasks(Simulation run, FakeWorld world) {
        this.run = run;
        this.world = world;
    }

    private enum End {
        GOOD,
        BAD,
        UNKNOWN
    }

    void each(TaskSpec task, HostPlan host) {
        if (forHost(task, host, "only") == End.BAD && !task.optional()) {
            run.record(new HostEvent.HostFailed(AT, host.name(), failure()));
        }
    }

    private End forHost(TaskSpec task, HostPlan host, String pass) {
        var before = run.state().host(host.name()).tasks().get(task.name());
        if (before != TaskProgress.STARTED) {
            run.record(new HostEvent.HostTaskStarted(AT, host.name(), task.name(), Optional.of(host.name())));
        }
        var end = end(task, host.name() + " " + task.name() + " " + pass, before);
        run.record(
                end == End.UNKNOWN
                        ? new HostEvent.HostTaskUnknown(AT, host.name(), task.name(), failure())
                        : new HostEvent.HostTaskEnded(
                                AT, host.name(), task.name(), end == End.GOOD ? 0 : 1, Duration.ZERO));
        return end;
    }

    End once(TaskSpec task, Optional<HostName> on) {
        var before = Optional.ofNullable(run.state().tasks().get(task.name()))
                .map(TaskRun::progress)
                .orElse(null);
        if (before != TaskProgress.STARTED) {
            run.record(new TaskEvent.TaskStarted(AT, task.name(), on));
        }
        var end = end(task, task.name(), before);
        if (end == End.UNKNOWN) {
            run.record(new TaskEvent.TaskUnknown(AT, task.name(), failure()));
            return end;
        }
        run.record(new TaskEvent.TaskEnded(AT, task.name(), end == End.GOOD ? 0 : 1, Duration.ZERO));
        if (end == End.BAD && !task.optional()) {
            run.record(new TaskEvent.TaskFailed(AT, task.name(), failure()));
        }
        return end;
    }

    private End end(TaskSpec task, String name, @Nullable TaskProgress before) {
        if (before == TaskProgress.STARTED && world.wasStarted(name) && world.pick(2) == 0) {
            if (!task.idempotent()) {
                return End.UNKNOWN;
            }
            world.startTask(name, true);
        } else if (before != TaskProgress.STARTED || !world.wasStarted(name)) {
            world.startTask(name, before == TaskProgress.AGAIN || task.idempotent());
        }
        return world.fails() ? End.BAD : End.GOOD;
    }

    void drain(HostPlan host) {
        if (run.state().host(host.name()).rotation() != Rotation.LEAVING) {
            run.record(new HostEvent.HostDraining(
                    AT, host.name(), run.machine().taskMoves().names(TaskMoment.BEFORE_SWITCH, host.name())));
        }
        world.drain(host.name());
        var back = host(host).phase().switched();
        var good = all(TaskMoment.BEFORE_SWITCH, host);
        if (!good && !back) {
            run.record(new HostEvent.HostFailed(AT, host.name(), failure()));
        } else if (back || !run.machine().waitsForDecision(run.state(), host.name())) {
            run.record(new HostEvent.HostDrained(AT, host.name()));
        }
    }

    void bringBack(HostPlan host) {
        if (run.state().host(host.name()).rotation() != Rotation.RETURNING) {
            run.record(new HostEvent.HostReturning(
                    AT, host.name(), run.machine().taskMoves().names(TaskMoment.AFTER_SWITCH, host.name())));
        }
        var back = host(host).phase().asBefore();
        var good = all(TaskMoment.AFTER_SWITCH, host);
        if (!good || (back && run.state().host(host.name()).hasUnknownTask())) {
            run.record(new HostEvent.HostFailed(AT, host.name(), failure()));
        } else if (back || !run.machine().waitsForDecision(run.state(), host.name())) {
            world.bringBack(host.name());
            run.record(new HostEvent.HostReturned(AT, host.name()));
        }
    }

    private boolean all(TaskMoment moment, HostPlan host) {
        var pass = "turn" + host(host).turns();
        var tasks = run.machine().taskMoves();
        var next = tasks.next(run.state(), moment, host.name());
        while (next.isPresent()) {
            var task = next.get();
            var end = tasks.tasks().isOnce(task, moment)
                    ? once(task, Optional.of(host.name()))
                    : forHost(task, host, pass);
            if (end == End.BAD && !task.optional()) {
                return false;
            }
            next = tasks.next(run.state(), moment, host.name());
        }
        return true;
    }

    private HostRollout host(HostPlan host) {
        return run.state().host(host.name());
    }

    /** What a person says about tasks whose end nobody knows. */
    void decide() {
        if (world.pick(4) == 0) {
            run.record(new FleetEvent.Aborted(AT, "anna", world.pick(2) == 0 ? Demand.REVERT : Demand.LEAVE));
            return;
        }
        var verdict = world.pick(2) == 0 ? Verdict.DONE : Verdict.AGAIN;
        unknownTasks().forEach(task -> run.record(new TaskEvent.TaskJudged(AT, task, verdict, "anna")));
    }

    private Set<String> unknownTasks() {
        var names = new TreeSet<String>();
        run.state().tasks().forEach((task, run) -> {
            if (run.progress() == TaskProgress.UNKNOWN) {
                names.add(task);
            }
        });
        run.state().hosts().values().forEach(host -> host.tasks().forEach((task, progress) -> {
            if (progress == TaskProgress.UNKNOWN) {
                names.add(task);
            }
        }));
        return names;
    }

    private static Failure failure() {
        return FakeWorld.failure(Kind.TASK, "task");
    }
}
