package dev.sluice.daemon;

import dev.sluice.operation.Slots;
import dev.sluice.operation.Slots.Slot;
import dev.sluice.plan.HostPlace;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Sites that share a host do not drain it together: so many of them at most run a rollout. */
final class HostSlots {
    private final int most;
    private final Map<String, Set<HostPlace>> hosts = new HashMap<>();
    /** How many of each site: beside what it starts by itself, what people started, which the lock of the fleet separates. */
    private final Map<String, Integer> running = new HashMap<>();

    HostSlots(int most) {
        this.most = most;
    }

    /** The hosts of a site, as its inventory has them now. */
    synchronized void hosts(String site, Set<HostPlace> places) {
        hosts.put(site, Set.copyOf(places));
        notifyAll();
    }

    Slots of(String site) {
        return () -> take(site);
    }

    private synchronized Slot take(String site) throws InterruptedException {
        while (running.keySet().stream()
                        .filter(other -> !other.equals(site) && share(site, other))
                        .count()
                >= most) {
            wait();
        }
        running.merge(site, 1, Integer::sum);
        return () -> release(site);
    }

    private boolean share(String one, String other) {
        return !Collections.disjoint(hosts.getOrDefault(one, Set.of()), hosts.getOrDefault(other, Set.of()));
    }

    private synchronized void release(String site) {
        running.computeIfPresent(site, (name, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }
}
