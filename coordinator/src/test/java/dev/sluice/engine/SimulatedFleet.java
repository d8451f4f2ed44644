package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/** All hosts, what befalls them by themselves, and commands that are on their way to them still. */
final class SimulatedFleet {
    private static final String STRANGER = "r-5747a9e7";
    private static final String BY_HAND = "releases/by-hand";

    private final RolloutPlan plan;
    private final Random random;
    private final SimulationScheduler scheduler;
    private final SimulatedFaults faults;
    private final SimulationPromises promises;
    private final SimulationLog log;
    private final Map<HostName, SimulatedHost> hosts = new LinkedHashMap<>();
    private final List<SimulatedHost> list;
    private final List<HostName> names;
    private final List<Late> late = new ArrayList<>();

    /** A command that does its work later. */
    private record Late(Duration at, SimulatedHost host, String what, Script script) {}

    /** Something that is done on a host. */
    @FunctionalInterface
    interface Script {
        void run() throws WorkException;
    }

    SimulatedFleet(
            RolloutPlan plan,
            Random random,
            SimulationScheduler scheduler,
            SimulatedFaults faults,
            SimulationPromises promises,
            SimulationLog log,
            BiFunction<SimulatedFleet, HostPlan, SimulatedHost> made) {
        this.plan = plan;
        this.random = random;
        this.scheduler = scheduler;
        this.faults = faults;
        this.promises = promises;
        this.log = log;
        plan.hosts().forEach(host -> hosts.put(host.name(), made.apply(this, host)));
        this.list = List.copyOf(hosts.values());
        this.names = List.copyOf(hosts.keySet());
    }

    RolloutPlan plan() {
        return plan;
    }

    String rollout() {
        return plan.id().value();
    }

    SimulationPromises promises() {
        return promises;
    }

    SimulationScheduler scheduler() {
        return scheduler;
    }

    List<SimulatedHost> hosts() {
        return list;
    }

    SimulatedHost host(HostName name) {
        var host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException(name.value());
        }
        return host;
    }

    Duration now() {
        return scheduler.elapsed();
    }

    boolean chance(double odds) {
        return random.nextDouble() < odds;
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextInt((int) most.toMillis() + 1));
    }

    int taskExit(HostName on) {
        return faults.strikes(FaultKind.TASK_FAILED, on) ? 1 : 0;
    }

    /** It does its work some time within a minute. */
    void later(SimulatedHost host, String what, Script script) {
        late.add(new Late(now().plus(upTo(Duration.ofSeconds(60))), host, what, script));
    }

    boolean hasLate() {
        return !late.isEmpty();
    }

    /** Time has passed: what was late comes, and hosts have their own lives. */
    void step() {
        land();
        if (!faults.isQuiet()) {
            befall(host(faults.befallen(names)));
        }
    }

    void land() {
        if (late.isEmpty()) {
            return;
        }
        var due = late.stream().filter(one -> one.at().compareTo(now()) <= 0).toList();
        late.removeAll(due);
        for (var one : due) {
            try {
                one.script().run();
                log.step("late", one.what(), one.host().name());
            } catch (WorkException e) {
                log.step("late, refused", one.what(), one.host().name());
            }
        }
    }

    private void befall(SimulatedHost host) {
        if (random.nextInt(400) == 0) {
            log.step("revalidates", host.name(), "");
            host.revalidate();
        }
        for (var kind : FaultKind.BEFALLING) {
            if (faults.befalls(kind, host.name())) {
                befall(kind, host);
            }
        }
    }

    private void befall(FaultKind kind, SimulatedHost host) {
        var duration = random.nextInt(4) == 0 ? Duration.ofHours(10) : upTo(Duration.ofSeconds(40));
        switch (kind) {
            case UNREACHABLE -> host.awayFor(duration);
            case LINK_CHANGED -> host.changedByHand(BY_HAND);
            case LEASE_TAKEN -> host.takenBy(STRANGER, Duration.ofMinutes(random.nextInt(10)));
            case LEASE_BROKEN -> host.brokenOpen();
            case REBOOTED -> {
                host.awayFor(upTo(Duration.ofSeconds(30)));
                host.reboot();
            }
            case ENDPOINT_DOWN -> host.endpointDownFor(duration);
            case PHP_STALE -> host.staleFor(duration);
            case HEALTH_FLAPPING -> host.flapsFor(duration);
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    /** Whatever is wrong with hosts ends, but for what people did to them. */
    void heal() {
        list.forEach(SimulatedHost::heal);
    }
}
