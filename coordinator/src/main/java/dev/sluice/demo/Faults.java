package dev.sluice.demo;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The faults injected on one host, and how often each happened. */
final class Faults {
    private final Map<Fault, FaultSchedule> due = new EnumMap<>(Fault.class);
    private final Map<Fault, Instant> since = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);

    synchronized void inject(Fault fault, FaultSchedule occasions) {
        since.put(fault, Instant.now());
        due.put(fault, occasions);
    }

    synchronized void heal(Fault fault) {
        due.remove(fault);
    }

    /** Injected, and neither healed nor used up. */
    synchronized boolean active(Fault fault) {
        return due.containsKey(fault);
    }

    /** Since when a fault is active; empty where it is not. */
    synchronized Optional<Instant> activeSince(Fault fault) {
        return active(fault) ? Optional.ofNullable(since.get(fault)) : Optional.empty();
    }

    /** Some fault depends on what a command or request carries. */
    synchronized boolean needContent() {
        return due.values().stream().anyMatch(occasions -> !occasions.within().isEmpty());
    }

    /** One occasion for a fault without content. True when it happens, which is then counted. */
    boolean strikes(Fault fault) {
        return strikes(fault, "");
    }

    /** The same, with the script or body of the occasion. */
    synchronized boolean strikes(Fault fault, String content) {
        var occasions = due.get(fault);
        if (occasions == null || !content.contains(occasions.within())) {
            return false;
        }
        keep(fault, occasions.next());
        if (occasions.after() > 0) {
            return false;
        }
        count(fault);
        return true;
    }

    private void keep(Fault fault, FaultSchedule left) {
        if (left.times() > 0) {
            due.put(fault, left);
            return;
        }
        due.remove(fault);
    }

    synchronized void count(Fault fault) {
        happened.merge(fault, 1, Integer::sum);
    }

    synchronized int happened(Fault fault) {
        return happened.getOrDefault(fault, 0);
    }
}
