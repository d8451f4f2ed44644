package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The tasks that a rollout runs, and the hosts that they are for: those tasks of the playbook that its purpose allows. */
public record PlannedTasks(RolloutPlan plan) {

    /** The tasks of a moment, in their order. */
    public List<TaskSpec> at(TaskMoment moment) {
        return moment.of(plan.playbook().tasks()).stream()
                .filter(task -> applies(task, moment))
                .toList();
    }

    private boolean applies(TaskSpec task, TaskMoment moment) {
        return switch (plan.purpose()) {
            case RELEASE -> true;
            case ROLLBACK -> task.onRollback() || moment.isPair();
            case CONVERGE -> !isOnce(task, moment);
            case REFRESH -> moment.isPair();
            case STAGE -> false;
        };
    }

    /** The tasks of a moment that are for this host. */
    public List<TaskSpec> at(TaskMoment moment, HostName host) {
        return at(moment).stream()
                .filter(task -> isFor(task, () -> plan.host(host)))
                .toList();
    }

    /** The hosts that a task is for, in the order of the batches. */
    public List<HostName> hosts(TaskSpec task) {
        return plan.hosts().stream()
                .filter(host -> isFor(task, () -> host))
                .map(HostPlan::name)
                .toList();
    }

    private static boolean isFor(TaskSpec task, Supplier<HostPlan> host) {
        return task.on().map(on -> on.matches(host.get().host())).orElse(true);
    }

    /** It runs once per rollout: it is declared so, or it concerns the rollout and not a host. */
    public boolean isOnce(TaskSpec task, TaskMoment moment) {
        return task.once() || (!moment.isPair() && !(task.where() instanceof Where.EachHost));
    }

    /** The host has tasks around its switch, such as those that take it out of the load balancer and return it. */
    public boolean hasPair(HostName host) {
        return !at(TaskMoment.BEFORE_SWITCH, host).isEmpty()
                || !at(TaskMoment.AFTER_SWITCH, host).isEmpty();
    }

    /** The host has tasks that take it out of the load balancer, and tasks that return it. */
    public boolean drains(HostName host) {
        return !at(TaskMoment.BEFORE_SWITCH, host).isEmpty()
                && !at(TaskMoment.AFTER_SWITCH, host).isEmpty();
    }

    /** Names of the tasks after which no host is reverted. */
    public List<String> irreversible() {
        return all().filter(TaskSpec::irreversible).map(TaskSpec::name).toList();
    }

    private Stream<TaskSpec> all() {
        var all = new ArrayList<TaskSpec>();
        for (var moment : TaskMoment.values()) {
            all.addAll(at(moment));
        }
        return all.stream();
    }
}
