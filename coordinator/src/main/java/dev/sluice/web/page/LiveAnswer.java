package dev.sluice.web.page;

import dev.sluice.operation.FleetStatus.HostView;
import java.time.Instant;
import java.util.List;

/**
 * What the hosts answered when they were asked last, by whatever asked them. The page itself asks none.
 *
 * @param at when they were asked
 */
public record LiveAnswer(Instant at, List<HostView> hosts) {
    public LiveAnswer {
        hosts = List.copyOf(hosts);
    }
}
