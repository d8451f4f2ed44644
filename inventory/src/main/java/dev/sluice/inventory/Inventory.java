package dev.sluice.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A fleet: its groups, and every host once, both in the order of the file.
 *
 * @param name part of every lock, state path, prompt and message
 * @param project random id of the project that signed records are bound to; empty in files that were made without one
 */
public record Inventory(String name, Optional<String> project, List<HostGroup> groups, List<Host> hosts) {
    public Inventory {
        groups = List.copyOf(groups);
        hosts = List.copyOf(hosts);
    }

    /** The host of that name; searches all hosts. */
    public Optional<Host> host(HostName wanted) {
        return hosts.stream().filter(host -> host.name().equals(wanted)).findFirst();
    }
}
