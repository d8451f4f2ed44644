package dev.sluice.engine;

import dev.sluice.engine.HostWork.LinkChange;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.TaskMoment;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Gate;
import dev.sluice.rollout.Rotation;
import dev.sluice.rollout.TaskEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Sluice promises, seen from outside: hosts tell of each effect, and the disk of each record that is synced. It knows nothing of what the
 * engine or a host script checks by itself.
 */
final class SimulationPromises {
    private final RolloutPlan plan;
    private final SimulationScheduler scheduler;
    private final SimulatedFaults faults;
    private final PolicyPromises policy;
    private final Set<String> once = new HashSet<>();
    private final Map<HostName, HostEvent> intents = new HashMap<>();
    private final Map<HostName, Set<Long>> tokens = new HashMap<>();
    private final Set<HostName> leased = new HashSet<>();
    private final Map<HostName, Integer> resets = new HashMap<>();
    private final Map<String, Integer> begun = new HashMap<>();
    private final Map<String, Integer> mayBeginAgain = new HashMap<>();
    private final Set<HostName> inCriticalSection = new HashSet<>();
    private RolloutState recorded;
    private List<SimulatedHost> hosts = List.of();

    SimulationPromises(RolloutPlan plan, SimulationScheduler scheduler, SimulatedFaults faults) {
        this.plan = plan;
        this.scheduler = scheduler;
        this.faults = faults;
        this.policy = new PolicyPromises(plan, scheduler);
        this.recorded = RolloutState.of(plan);
        for (var moment : TaskMoment.values()) {
            plan.tasks().at(moment).stream()
                    .filter(task -> plan.tasks().isOnce(task, moment))
                    .forEach(task -> once.add(task.name()));
        }
    }

    void about(List<SimulatedHost> all) {
        hosts = all;
    }

    private void require(boolean holds, String promise, Object about) {
        if (!holds) {
            throw scheduler.broken(promise, String.valueOf(about));
        }
    }

    RolloutState recorded() {
        return recorded;
    }

    // --- on hosts ---

    /** At every moment. */
    void linksStand() {
        for (var host : hosts) {
            linkStands(host);
        }
    }

    void linkStands(SimulatedHost host) {
        var first = host.link.isEmpty() && host.plan.from().isEmpty();
        require(first || host.hasRelease(host.link), "the link names a whole release", host.name());
    }

    /** With the newest token, which the record knows. */
    void effect(SimulatedHost host, String what, long token) {
        require(
                token == host.fence() && host.isLeasedTo(plan.id().value()),
                "no effect with an old token",
                what + " on " + host.name() + " with " + token + ", the fence is " + host.fence());
        require(
                tokens.getOrDefault(host.name(), Set.of()).contains(token),
                "no effect before its record",
                what + " on " + host.name() + " with token " + token);
        require(
                host.isLeaseAlive() || !faults.isSpared(),
                "a lease lasts as long as its rollout",
                what + " on " + host.name());
    }

    void linkReplaced(SimulatedHost host, LinkChange change) {
        require(!host.isForeign(), "what somebody else changed is left alone", host.name());
        effect(host, "switch", change.token());
        require(isAnnounced(intents.get(host.name()), change), "no effect before its record", change);
    }

    private static boolean isAnnounced(@Nullable HostEvent intent, LinkChange change) {
        if (intent instanceof HostEvent.HostSwitching forward) {
            return forward.from().equals(change.from())
                    && forward.to().equals(change.to())
                    && forward.token() == change.token();
        }
        return intent instanceof HostEvent.HostReverting back
                && back.from().equals(change.from())
                && back.to().equals(change.to())
                && back.token() == change.token();
    }

    void served(SimulatedHost host) {
        var known = host.served().equals(host.plan.from())
                || host.served().equals(host.plan.to().link())
                || host.isForeign();
        require(known, "visitors get the old or the new release", host.name() + " " + host.served());
    }

    /** Once for each time that it is announced. */
    void reset(SimulatedHost host) {
        require(resets.merge(host.name(), -1, Integer::sum) >= 0, "no reset without a record", host.name());
    }

    void taskBegun(TaskOrder order, String where) {
        var name = order.task().name();
        var subject = order.subject().map(HostPlan::name);
        var run = once.contains(name)
                ? name
                : name + " " + order.pass() + " " + subject.map(HostName::value).orElse("");
        int times = begun.merge(run, 1, Integer::sum);
        var most = 1 + mayBeginAgain.getOrDefault(name, 0);
        require(order.task().idempotent() || times <= most, "no task is begun twice", run + " on " + where);
        require(recorded.tasks().containsKey(name), "no task before its record", run + " on " + where);
    }

    void entersCriticalSection(HostName host) {
        inCriticalSection.add(host);
        require(
                inCriticalSection.size() <= plan.strategy().parallel(),
                "no more at once than parallel says",
                inCriticalSection);
    }

    void leavesCriticalSection(HostName host) {
        inCriticalSection.remove(host);
    }

    // --- in the record ---

    /** Events of which the disk says that they are synced. */
    void recorded(List<RolloutEvent> events) {
        for (var event : events) {
            require(!recorded.phase().terminal(), "nothing behind the end", event);
            var before = recorded;
            recorded = before.with(event);
            policy.recorded(event, before);
            if (event instanceof FleetEvent.RolloutResumed) {
                leased.clear();
            }
            if (event instanceof HostEvent about) {
                recorded(about, before.host(about.host()));
            }
            if (event instanceof TaskEvent.TaskJudged word && word.verdict() == TaskEvent.TaskJudged.Verdict.AGAIN) {
                mayBeginAgain.merge(word.task(), plan.hosts().size(), Integer::sum);
            }
        }
        policy.recorded(events);
    }

    private void recorded(HostEvent event, HostRollout before) {
        var host = event.host();
        if (event instanceof HostEvent.HostLocked locked) {
            tokens.computeIfAbsent(host, name -> new HashSet<>()).add(locked.token());
            leased.add(host);
        } else if (event instanceof HostEvent.HostSwitching) {
            intents.put(host, event);
            gatesBefore(host);
            leasedSinceTakenOver(host);
            leftBalancer(host, before);
            leavesEnough(host, before);
        } else if (event instanceof HostEvent.HostReverting) {
            intents.put(host, event);
            leasedSinceTakenOver(host);
            leftBalancer(host, before);
            leavesEnough(host, before);
        } else if (event instanceof HostEvent.HostDraining) {
            leavesEnough(host, before);
        } else if (event instanceof HostEvent.HostProving) {
            resets.merge(host, 1, Integer::sum);
        } else if (event instanceof HostEvent.HostProved proved) {
            var link = new ReleaseId(proved.release()).link();
            require(host(host).hasServed(link), "proved is only what is served", event);
        } else if (event instanceof HostEvent.HostHealthy healthy) {
            require(host(host).goodAnswers() >= healthy.consecutive(), "healthy is only what answers well", event);
        }
    }

    private SimulatedHost host(HostName name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void gatesBefore(HostName host) {
        int batch = plan.batchOf(host);
        for (int earlier = 1; earlier < batch; earlier++) {
            require(
                    recorded.gates().get(earlier) == Gate.OPEN,
                    "no batch before the gate before it",
                    host + " of batch " + batch + ", gate " + earlier + " is "
                            + recorded.gates().get(earlier));
        }
    }

    private void leasedSinceTakenOver(HostName host) {
        require(leased.contains(host), "who takes over takes leases of its own", host);
    }

    private void leftBalancer(HostName host, HostRollout before) {
        require(
                !plan.tasks().hasPair(host) || before.rotation() == Rotation.OUT,
                "no host is switched that gets visitors and should not",
                host);
    }

    /** A second host goes away only if enough are left. */
    private void leavesEnough(HostName host, HostRollout before) {
        var others = inCriticalSection.stream().anyMatch(other -> !other.equals(host));
        if (!others || !isAvailable(before)) {
            return;
        }
        long away = recorded.hosts().values().stream()
                .filter(one -> !isAvailable(one) && !one.hasFailed())
                .count();
        int total = plan.hosts().size();
        require(
                (total - away) * 100 >= (long) plan.strategy().minAvailablePercent() * total,
                "min_available",
                host + ": " + away + " of " + total + " are away");
    }

    private static boolean isAvailable(HostRollout host) {
        return switch (host.phase()) {
            case PLANNED, STAGED, FAILED, REVERTED -> host.rotation() == Rotation.IN;
            case HEALTHY -> !host.hasFailed() && host.rotation() == Rotation.IN;
            default -> false;
        };
    }

    // --- when a coordinator has ended ---

    /** The record says what is true, for all that it claims to know. */
    void recordIsTrue() {
        for (var host : hosts) {
            var phase = recorded.host(host.name()).phase();
            var differs = host.isForeign();
            require(phase != HostPhase.DIVERGED || differs, "diverged is only what somebody else changed", host.name());
            require(
                    differs || !phase.asBefore() || host.link.equals(host.plan.from()),
                    "who is as before in the record is as before",
                    host.name() + " " + phase + " " + host.link);
            require(
                    differs
                            || !phase.switched()
                            || host.link.equals(host.plan.to().link()),
                    "who is switched in the record is switched",
                    host.name() + " " + phase + " " + host.link);
        }
    }

    /** What the end of a rollout promises. */
    void endIsTrue() {
        policy.endIsTrue(recorded);
        var hindered = !faults.isSpared()
                || recorded.demanded().isPresent()
                || plan.playbook().window().isPresent();
        require(
                hindered || recorded.outcome().orElseThrow() == Outcome.SUCCEEDED,
                "it succeeds where nothing goes wrong",
                recorded.outcome());
        var staysThere = plan.purpose() == Purpose.STAGE;
        for (var host : hosts) {
            switch (recorded.outcome().orElseThrow()) {
                case SUCCEEDED ->
                    serves(
                            host,
                            staysThere || isLeftOut(host)
                                    ? host.plan.from()
                                    : host.plan.to().link());
                case REVERTED, UNTOUCHED, LOCKED -> serves(host, host.plan.from());
                case MIXED, DIVERGED -> {}
            }
        }
    }

    private boolean isLeftOut(SimulatedHost host) {
        return recorded.host(host.name()).phase() == HostPhase.LEFT_OUT;
    }

    private void serves(SimulatedHost host, String link) {
        var there = host.link.equals(link) && host.served().equals(link);
        require(
                host.isForeign() || there,
                "the end is what was promised",
                host.name() + " " + host.link + ", serves " + host.served() + ", " + recorded.outcome());
        require(
                recorded.host(host.name()).rotation() == Rotation.IN,
                "every host is back in the balancer",
                host.name() + " " + recorded.outcome());
    }
}
