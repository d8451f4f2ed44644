package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Where a rollout stands: the fold of its events.
 *
 * @param batch the last one that was started; 0 before the first
 * @param gates the batches whose gate was opened
 * @param tasks by name, every task that was started; how far one is that runs for each host, its hosts say
 * @param trouble why the rollout is failing; the first reason stays
 * @param demanded what a person demanded to be done about the hosts that are switched, whatever the policy says
 */
public record RolloutState(
        RolloutPhase phase,
        PMap<HostName, HostRollout> hosts,
        int batch,
        PMap<Integer, Gate> gates,
        PMap<String, TaskRun> tasks,
        Optional<String> trouble,
        Optional<Demand> demanded,
        Optional<Outcome> outcome) {

    /** What became of a gate. */
    public enum Gate {
        OPEN,
        REFUSED,
        HELD
    }

    /** What whoever ends a rollout wants. */
    public enum Demand {
        /** Everything back to where it was. */
        REVERT,
        /** Everything left as it is. */
        LEAVE,
        /** The window closed, and the playbook wants everything back. */
        REVERT_BY_WINDOW
    }

    /** The state before anything happened. */
    public static RolloutState of(RolloutPlan plan) {
        PMap<HostName, HostRollout> hosts = HashTreePMap.empty();
        for (var host : plan.hosts()) {
            hosts = hosts.plus(host.name(), HostRollout.START);
        }
        return new RolloutState(
                RolloutPhase.RUNNING,
                hosts,
                0,
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The state after all of these happened. */
    public static RolloutState replay(RolloutPlan plan, List<RolloutEvent> events) {
        var state = of(plan);
        for (var event : events) {
            state = state.with(event);
        }
        return state;
    }

    /** The state after this happened too. */
    public RolloutState with(RolloutEvent event) {
        return event.applyTo(this);
    }

    /** @throws IllegalArgumentException when the host is not part of the rollout */
    public HostRollout host(HostName name) {
        var host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException(name + " is not part of this rollout");
        }
        return host;
    }

    /** Hosts that failed, whatever became of them afterwards. */
    public List<Map.Entry<HostName, HostRollout>> failedHosts() {
        return hosts.entrySet().stream()
                .filter(entry -> entry.getValue().hasFailed())
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    /** Nothing goes on before a person says what became of a task. */
    public boolean hasUnknownTask() {
        return hasUnknownOnceTask() || hosts.values().stream().anyMatch(HostRollout::hasUnknownTask);
    }

    /** The tasks whose end nobody knows, with the places they were started on, in the order of their names. */
    public SortedMap<String, SortedSet<String>> unknownTasks() {
        var unknown = new TreeMap<String, SortedSet<String>>();
        tasks.forEach((task, run) -> {
            if (run.progress() == TaskProgress.UNKNOWN) {
                unknown.computeIfAbsent(task, name -> new TreeSet<>())
                        .add(run.on().map(HostName::value).orElse("the coordinator"));
            }
        });
        hosts.forEach((host, here) -> here.unknownTasks()
                .forEach(task -> unknown.computeIfAbsent(task, name -> new TreeSet<>())
                        .add(host.value())));
        return unknown;
    }

    /** Nobody knows how a task that runs once a rollout ended. */
    public boolean hasUnknownOnceTask() {
        return tasks.values().stream().anyMatch(run -> run.progress() == TaskProgress.UNKNOWN);
    }

    RolloutState host(HostName name, UnaryOperator<HostRollout> change) {
        return hosts(hosts.plus(name, change.apply(host(name))));
    }

    RolloutState hostTo(HostName name, HostPhase next) {
        return host(name, host -> host.to(next));
    }

    RolloutState everyHost(UnaryOperator<HostRollout> change) {
        var changed = hosts;
        for (var entry : hosts.entrySet()) {
            changed = changed.plus(entry.getKey(), change.apply(entry.getValue()));
        }
        return hosts(changed);
    }

    private RolloutState hosts(PMap<HostName, HostRollout> next) {
        return new RolloutState(phase, next, batch, gates, tasks, trouble, demanded, outcome);
    }

    RolloutState phase(RolloutPhase next) {
        return new RolloutState(next, hosts, batch, gates, tasks, trouble, demanded, outcome);
    }

    RolloutState batch(int number) {
        return new RolloutState(phase, hosts, number, gates, tasks, trouble, demanded, outcome);
    }

    RolloutState gate(int number, Gate gate) {
        return new RolloutState(phase, hosts, batch, gates.plus(number, gate), tasks, trouble, demanded, outcome);
    }

    RolloutState task(String name, TaskRun run) {
        return new RolloutState(phase, hosts, batch, gates, tasks.plus(name, run), trouble, demanded, outcome);
    }

    RolloutState taskTo(String name, TaskProgress next) {
        var run = tasks.get(name);
        return task(name, run == null ? new TaskRun(next, Optional.empty()) : run.to(next));
    }

    /** Notes that a task of some host was started, if it is the first. */
    RolloutState started(String name, Optional<HostName> on) {
        return tasks.containsKey(name) ? this : task(name, new TaskRun(TaskProgress.STARTED, on));
    }

    RolloutState judged(String name, TaskProgress next) {
        var run = tasks.get(name);
        return run != null && run.progress() == TaskProgress.UNKNOWN ? task(name, run.to(next)) : this;
    }

    RolloutState failing(String reason) {
        return new RolloutState(
                RolloutPhase.FAILING,
                hosts,
                batch,
                gates,
                tasks,
                Optional.of(trouble.orElse(reason)),
                demanded,
                outcome);
    }

    RolloutState demanded(Demand demand) {
        return new RolloutState(phase, hosts, batch, gates, tasks, trouble, Optional.of(demand), outcome);
    }

    RolloutState finished(Outcome end) {
        return new RolloutState(RolloutPhase.FINISHED, hosts, batch, gates, tasks, trouble, demanded, Optional.of(end));
    }
}
