package dev.sluice.inventory;

import dev.sluice.document.InOrder;
import java.util.List;
import java.util.Map;

/**
 * One host with everything that applies to it: its own settings over those of its group over the defaults, placeholders
 * replaced.
 *
 * @param address what to connect to; the name unless the file says otherwise
 * @param groups the names of all its groups, first the one of its entry
 * @param labels its own over those of its groups
 * @param path the absolute directory on the host that holds {@code current} and {@code releases}
 */
public record Host(
        HostName name,
        String address,
        List<String> groups,
        Map<String, String> labels,
        String path,
        SshSettings ssh,
        WebSettings web) {
    public Host {
        groups = List.copyOf(groups);
        labels = InOrder.copyOf(labels);
    }
}
