package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlannedTasks;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Where;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which task is next, and where: one after the other, each on all its hosts before the next. */
public record TaskMoves(PlannedTasks tasks) {

    /** The next task of a moment that is outside of critical sections. */
    Optional<Move> next(RolloutState state, TaskMoment moment) {
        for (var task : tasks.at(moment)) {
            var move = tasks.isOnce(task, moment) ? once(state, task, moment) : each(state, task, moment);
            if (move.isPresent()) {
                return move;
            }
        }
        return Optional.empty();
    }

    private Optional<Move> each(RolloutState state, TaskSpec task, TaskMoment moment) {
        var hosts = tasks.hosts(task).stream()
                .filter(host -> isReady(state, host, moment))
                .filter(host -> isOpen(state.host(host).tasks().get(task.name())))
                .toList();
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Move.RunTask(task, hosts));
    }

    private Optional<Move> once(RolloutState state, TaskSpec task, TaskMoment moment) {
        var run = Optional.ofNullable(state.tasks().get(task.name()));
        if (!isOpen(run.map(TaskRun::progress).orElse(null))) {
            return Optional.empty();
        }
        if (run.isPresent()) {
            return Optional.of(new Move.RunOnce(task, run.get().on()));
        }
        if (task.where() instanceof Where.Coordinator) {
            return Optional.of(new Move.RunOnce(task, Optional.empty()));
        }
        if (task.where() instanceof Where.OneHost one) {
            return Optional.of(new Move.RunOnce(task, Optional.of(one.name())));
        }
        return tasks.hosts(task).stream()
                .filter(host -> isReady(state, host, moment))
                .findFirst()
                .map(host -> new Move.RunOnce(task, Optional.of(host)));
    }

    /**
     * The next of a host's tasks around its switch.
     *
     * @param moment one of the pair
     */
    public Optional<TaskSpec> next(RolloutState state, TaskMoment moment, HostName host) {
        return tasks.at(moment, host).stream()
                .filter(task -> tasks.isOnce(task, moment)
                        ? isTheOne(state, task, host)
                        : isOpen(state.host(host).tasks().get(task.name())))
                .findFirst();
    }

    /** A task that runs once is run by the first remaining host, unless another host has started it. */
    private boolean isTheOne(RolloutState state, TaskSpec task, HostName host) {
        var run = state.tasks().get(task.name());
        if (run != null) {
            return isOpen(run.progress()) && run.on().filter(host::equals).isPresent();
        }
        return tasks.hosts(task).stream()
                .filter(other -> {
                    var phase = state.host(other).phase();
                    return phase != HostPhase.LEFT_OUT && phase != HostPhase.FAILED;
                })
                .findFirst()
                .filter(host::equals)
                .isPresent();
    }

    private static boolean isReady(RolloutState state, HostName name, TaskMoment moment) {
        var host = state.host(name);
        var wanted = moment == TaskMoment.PREPARE ? HostPhase.STAGED : HostPhase.HEALTHY;
        return host.phase() == wanted && !host.hasFailed();
    }

    private static boolean isOpen(@Nullable TaskProgress progress) {
        return progress != TaskProgress.ENDED && progress != TaskProgress.UNKNOWN;
    }

    /** The first started task among those after which no host is reverted. */
    Optional<String> irreversibleStarted(RolloutState state) {
        return tasks.irreversible().stream().filter(state.tasks()::containsKey).findFirst();
    }

    /** The tasks around a switch that a host runs anew. */
    public List<String> names(TaskMoment moment, HostName host) {
        return tasks.at(moment, host).stream()
                .filter(task -> !tasks.isOnce(task, moment))
                .map(TaskSpec::name)
                .toList();
    }
}
