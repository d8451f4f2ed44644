package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people restrict for a fleet, whoever starts a rollout and on whatever machine: a freeze, and hosts that are out. Each change has the next
 * counter; of several restrictions the highest counts.
 *
 * @param project the id in the inventory; empty if it has none
 * @param fleet {@code <inventory>/<site>}
 * @param counter 0 where no one ever restricted anything
 * @param by who made the last change
 */
public record Restrictions(
        String project,
        String fleet,
        long counter,
        Instant at,
        String by,
        Optional<Freeze> freeze,
        List<DisabledHost> disabled) {
    public Restrictions {
        disabled = List.copyOf(disabled);
    }

    /**
     * Nothing begins, and no batch is opened.
     *
     * @param message for whoever is refused
     * @param until when it ends by itself; empty if a person ends it
     */
    public record Freeze(String message, Optional<Instant> until) {}

    /**
     * A host that takes part in no rollout.
     *
     * @param until when it takes part again; empty until a person enables it
     */
    public record DisabledHost(HostName host, String reason, Optional<Instant> until) {
        public boolean is(Host other) {
            return host.equals(other.name());
        }

        /** For people. */
        public String words() {
            return "disabled: " + reason + until.map(end -> ", until " + end).orElse("");
        }
    }

    /** A fleet that no one restricted. */
    public static Restrictions none(FleetName fleet) {
        return new Restrictions(
                fleet.project().orElse(""), fleet.toString(), 0, Instant.EPOCH, "", Optional.empty(), List.of());
    }

    /** They are of this fleet: of its project, or of its names where it has no project. */
    public boolean isOf(FleetName other) {
        return project.isEmpty()
                ? other.project().isEmpty() && fleet.equals(other.toString())
                : other.project().filter(project::equals).isPresent();
    }

    /** The one that counts. */
    public Restrictions newer(Restrictions other) {
        var later = other.counter != counter ? other.counter > counter : other.at.isAfter(at);
        return later ? other : this;
    }

    /** The freeze, if the fleet is frozen at this moment. */
    public Optional<Freeze> freezeAt(Instant moment) {
        return freeze.filter(some -> lasts(some.until(), moment));
    }

    /** The hosts that are out at this moment. */
    public List<DisabledHost> disabledAt(Instant moment) {
        return disabled.stream().filter(host -> lasts(host.until(), moment)).toList();
    }

    private static boolean lasts(Optional<Instant> until, Instant moment) {
        return until.filter(end -> !moment.isBefore(end)).isEmpty();
    }

    /** The next ones, with this freeze, or without one. */
    public Restrictions withFreeze(Optional<Freeze> other, Instant now, String who) {
        return new Restrictions(project, fleet, counter + 1, now, who, other, disabled);
    }

    /** The next ones, in which this host is out. */
    public Restrictions disabling(DisabledHost host, Instant now, String who) {
        var hosts = Stream.concat(others(host.host()).stream(), Stream.of(host)).toList();
        return new Restrictions(project, fleet, counter + 1, now, who, freeze, hosts);
    }

    /** The next ones, in which this host takes part again. */
    public Restrictions enabling(HostName host, Instant now, String who) {
        return new Restrictions(project, fleet, counter + 1, now, who, freeze, others(host));
    }

    private List<DisabledHost> others(HostName host) {
        var others = new ArrayList<>(disabled);
        others.removeIf(some -> some.host().equals(host));
        return others;
    }
}
