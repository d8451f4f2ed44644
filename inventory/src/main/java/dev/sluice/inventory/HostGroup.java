package dev.sluice.inventory;

import dev.sluice.document.InOrder;
import java.util.List;
import java.util.Map;

/** A named group of hosts, in the order of the file. */
public record HostGroup(String name, Map<String, String> labels, List<HostName> hosts) {
    public HostGroup {
        labels = InOrder.copyOf(labels);
        hosts = List.copyOf(hosts);
    }
}
