package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure.Kind;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Hosts that fail by chance: their links, and which of them visitors had better not meet. It outlives a coordinator. */
final class FakeWorld {
    private final Random random;
    private final double odds;
    private final Map<HostName, String> links = new TreeMap<>();
    /** Broken or in doubt, whatever the record says. */
    private final Set<HostName> down = new HashSet<>();
    /** Changed by somebody else. */
    private final Set<HostName> foreign = new HashSet<>();

    private final Set<HostName> drained = new HashSet<>();
    private final Set<String> tasksStarted = new HashSet<>();
    private int faults;

    FakeWorld(RolloutPlan plan, Random random, double odds) {
        this.random = random;
        this.odds = odds;
        plan.hosts().forEach(host -> links.put(host.name(), host.from()));
    }

    boolean fails() {
        boolean fails = random.nextDouble() < odds;
        faults += fails ? 1 : 0;
        return fails;
    }

    int pick(int bound) {
        return random.nextInt(bound);
    }

    int faults() {
        return faults;
    }

    String link(HostName host) {
        return links.getOrDefault(host, "");
    }

    /** Nobody may touch a host that somebody else has changed. */
    void change(HostName host, String link) {
        if (foreign.contains(host)) {
            throw new AssertionError(host + " was changed by somebody else, and then by us");
        }
        links.put(host, link);
    }

    void changedByHand(HostName host) {
        links.put(host, "releases/by-hand");
        foreign.add(host);
        down.add(host);
    }

    boolean isForeign(HostName host) {
        return foreign.contains(host);
    }

    void goesDown(HostName host) {
        down.add(host);
    }

    void comesUp(HostName host) {
        down.remove(host);
    }

    void drain(HostName host) {
        drained.add(host);
    }

    void bringBack(HostName host) {
        drained.remove(host);
    }

    Set<HostName> drained() {
        return Set.copyOf(drained);
    }

    /** Nothing may be started twice, but for what may be. */
    void startTask(String run, boolean mayBeStartedAgain) {
        if (!tasksStarted.add(run) && !mayBeStartedAgain) {
            throw new AssertionError(run + " was started twice");
        }
    }

    boolean wasStarted(String run) {
        return tasksStarted.contains(run);
    }

    Set<HostName> down() {
        return Set.copyOf(down);
    }

    boolean asBefore(HostPlan host) {
        return host.from().equals(link(host.name()));
    }

    static Failure failure(Kind kind, String step) {
        return new Failure(kind, step, step + " failed", "because of chance", "try again");
    }
}
