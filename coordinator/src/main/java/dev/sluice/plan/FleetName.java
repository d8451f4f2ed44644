package dev.sluice.plan;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The name of a fleet, and what its records are bound to. The same site in two inventories is two fleets, and so are two projects with the same names.
 */
public record FleetName(String inventory, String site, RecordBinding binding) {
    /** A fleet of which only the names are known. */
    public FleetName(String inventory, String site) {
        this(inventory, site, RecordBinding.NONE);
    }

    /** A fleet of which the hosts are not known. */
    public FleetName(String inventory, String site, Optional<String> project) {
        this(inventory, site, new RecordBinding(project, Set.of()));
    }

    public static FleetName of(RolloutPlan plan) {
        var places =
                plan.hosts().stream().map(host -> HostPlace.of(host.host())).collect(Collectors.toSet());
        return new FleetName(plan.inventory(), plan.playbook().name(), new RecordBinding(plan.project(), places));
    }

    /** The id of the project; empty if the inventory has none. */
    public Optional<String> project() {
        return binding.project();
    }

    public boolean hasNamesOf(FleetName other) {
        return inventory.equals(other.inventory) && site.equals(other.site);
    }

    /**
     * Whether a record of that fleet is one of this fleet. A record with the id of this project follows it when inventory or site are renamed, and
     * belongs to it where they have a host in common. A record without an id, of an earlier version, needs the same names besides.
     */
    public boolean owns(FleetName recorded) {
        var known = recorded.project();
        if (known.isPresent() && !known.equals(project())) {
            return false;
        }
        if (known.isEmpty() && !hasNamesOf(recorded)) {
            return false;
        }
        var comparable = binding.knowsPlaces() && recorded.binding.knowsPlaces();
        return comparable ? binding.sharesPlace(recorded.binding) : hasNamesOf(recorded);
    }

    /** {@code <inventory>/<site>}, as in messages and locks. */
    @Override
    public String toString() {
        return inventory + "/" + site;
    }
}
