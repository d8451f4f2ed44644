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
 * The state of a rollout: the fold of its events.
 *
 * @param batch the last one that was started; 0 before the first
 * @param gates the batches whose gate was opened
 * @param tasks by name, every task that was started; the progress of a task that runs for each host is in the state of its hosts
 * @param trouble why the rollout is failing; the first reason stays
 * @param demanded the demand for the switched hosts of a person, a window or a deadline, which overrides the policy
 * @param window whether the rollout obeys its window now
 * @param deadline when the last hold ends, or ended
 * @param tally counts of {@code hosts}
 */
public record RolloutState(
        RolloutPhase phase,
        PMap<HostName, HostRollout> hosts,
        int batch,
        PMap<Integer, Gate> gates,
        PMap<String, TaskRun> tasks,
        Optional<String> trouble,
        Optional<Demand> demanded,
        WindowRule window,
        Optional<HoldDeadline> deadline,
        Optional<Outcome> outcome,
        HostTally tally) {

    /** The result of a gate. */
    public enum Gate {
        OPEN,
        REFUSED,
        HELD,
        /** No one promoted it in time, and every host is reverted. */
        EXPIRED
    }

    /** The demand of a person, of the window or of a deadline, that ends a rollout. */
    public enum Demand {
        /** Revert every host. */
        REVERT,
        /** Leave every host as it is. */
        LEAVE,
        /** The window closed, and the playbook requires that every host is reverted. */
        REVERT_BY_WINDOW,
        /** No one promoted the rollout in time, and the playbook requires that every host is reverted. */
        REVERT_BY_DEADLINE;

        /** A person decided, who may override what the playbook protects. */
        public boolean byPerson() {
            return this == REVERT || this == LEAVE;
        }
    }

    /** Whether a rollout obeys its window. */
    public enum WindowRule {
        OBEYED,
        IGNORED
    }

    /** The state before the first event. */
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
                WindowRule.OBEYED,
                Optional.empty(),
                Optional.empty(),
                HostTally.of(hosts.values()));
    }

    /** The state after all of these events. */
    public static RolloutState replay(RolloutPlan plan, List<RolloutEvent> events) {
        var state = of(plan);
        for (var event : events) {
            state = state.with(event);
        }
        return state;
    }

    /** The state after one more event. */
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

    /** Hosts that failed, whatever happened to them afterwards. */
    public List<Map.Entry<HostName, HostRollout>> failedHosts() {
        return hosts.entrySet().stream()
                .filter(entry -> entry.getValue().hasFailed())
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    /** When the hold ends by itself; empty while the rollout is not held, or if a person ends it. */
    public Optional<HoldDeadline> hold() {
        return phase == RolloutPhase.HELD ? deadline : Optional.empty();
    }

    /** A person demanded how the rollout ends. */
    public boolean endedByPerson() {
        return demanded.filter(Demand::byPerson).isPresent();
    }

    /** No one promoted the rollout in time, so that it is reverted. */
    public boolean approvalExpired() {
        return demanded.filter(demand -> demand == Demand.REVERT_BY_DEADLINE).isPresent();
    }

    /** The rollout waits for a decision on a task. */
    public boolean hasUnknownTask() {
        return hasUnknownOnceTask() || tally.undecided() > 0;
    }

    /** The tasks whose outcome is unknown, with the places where they were started, in the order of their names. */
    public SortedMap<String, SortedSet<String>> unknownTasks() {
        var unknown = new TreeMap<String, SortedSet<String>>();
        tasks.forEach((task, run) -> {
            if (run.progress() == TaskProgress.UNKNOWN) {
                unknown.computeIfAbsent(task, name -> new TreeSet<>())
                        .add(run.on().map(HostName::value).orElse("the coordinator"));
            }
        });
        hosts.forEach((host, here) -> here.unknownTasks()
                .forEach(task ->
                        unknown.computeIfAbsent(task, name -> new TreeSet<>()).add(host.value())));
        return unknown;
    }

    /** The outcome of a task that runs once per rollout is unknown. */
    public boolean hasUnknownOnceTask() {
        return tasks.values().stream().anyMatch(run -> run.progress() == TaskProgress.UNKNOWN);
    }

    RolloutState host(HostName name, UnaryOperator<HostRollout> change) {
        var before = host(name);
        var after = change.apply(before);
        return hosts(hosts.plus(name, after), tally.with(before, after));
    }

    RolloutState hostTo(HostName name, HostPhase next) {
        return host(name, host -> host.to(next));
    }

    RolloutState everyHost(UnaryOperator<HostRollout> change) {
        var changed = hosts;
        for (var entry : hosts.entrySet()) {
            changed = changed.plus(entry.getKey(), change.apply(entry.getValue()));
        }
        return hosts(changed, HostTally.of(changed.values()));
    }

    private RolloutState hosts(PMap<HostName, HostRollout> next, HostTally counted) {
        return new RolloutState(
                phase, next, batch, gates, tasks, trouble, demanded, window, deadline, outcome, counted);
    }

    RolloutState phase(RolloutPhase next) {
        return new RolloutState(next, hosts, batch, gates, tasks, trouble, demanded, window, deadline, outcome, tally);
    }

    RolloutState batch(int number) {
        return new RolloutState(
                phase, hosts, number, gates, tasks, trouble, demanded, window, deadline, outcome, tally);
    }

    RolloutState gate(int number, Gate gate) {
        return new RolloutState(
                phase,
                hosts,
                batch,
                gates.plus(number, gate),
                tasks,
                trouble,
                demanded,
                window,
                deadline,
                outcome,
                tally);
    }

    RolloutState task(String name, TaskRun run) {
        return new RolloutState(
                phase, hosts, batch, gates, tasks.plus(name, run), trouble, demanded, window, deadline, outcome, tally);
    }

    RolloutState taskTo(String name, TaskProgress next) {
        var run = tasks.get(name);
        return task(name, run == null ? new TaskRun(next, Optional.empty()) : run.to(next));
    }

    /** Notes that a task of a host was started, unless it is noted already. */
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
                window,
                deadline,
                outcome,
                tally);
    }

    RolloutState deadline(Optional<HoldDeadline> next) {
        return new RolloutState(phase, hosts, batch, gates, tasks, trouble, demanded, window, next, outcome, tally);
    }

    RolloutState window(WindowRule next) {
        return new RolloutState(phase, hosts, batch, gates, tasks, trouble, demanded, next, deadline, outcome, tally);
    }

    RolloutState demanded(Demand demand) {
        return new RolloutState(
                phase, hosts, batch, gates, tasks, trouble, Optional.of(demand), window, deadline, outcome, tally);
    }

    RolloutState finished(Outcome end) {
        return new RolloutState(
                RolloutPhase.FINISHED,
                hosts,
                batch,
                gates,
                tasks,
                trouble,
                demanded,
                window,
                deadline,
                Optional.of(end),
                tally);
    }
}
