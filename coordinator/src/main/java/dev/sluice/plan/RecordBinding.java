package dev.sluice.plan;

import dev.sluice.inventory.Inventory;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What binds records to a project besides names, which two projects may have in common.
 *
 * @param project the id in the inventory; empty in inventories and records that have none
 * @param places where its hosts are; empty where they are unknown
 */
public record RecordBinding(Optional<String> project, Set<HostPlace> places) {
    /** Only names. */
    static final RecordBinding NONE = new RecordBinding(Optional.empty(), Set.of());

    public RecordBinding {
        places = Set.copyOf(places);
    }

    /** All hosts of an inventory, and the project's id in it. */
    public static RecordBinding of(Inventory inventory) {
        return new RecordBinding(
                inventory.project(),
                inventory.hosts().stream().map(HostPlace::of).collect(Collectors.toSet()));
    }

    boolean knowsPlaces() {
        return !places.isEmpty();
    }

    boolean sharesPlace(RecordBinding other) {
        return !Collections.disjoint(places, other.places);
    }
}
