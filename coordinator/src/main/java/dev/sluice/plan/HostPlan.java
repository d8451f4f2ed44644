package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.util.Optional;

/**
 * One host's part of a plan.
 *
 * @param from the exact text of {@code current} before the rollout, which a revert restores; empty if there is no link
 * @param to the release that it is switched to
 */
public record HostPlan(Host host, String from, ReleaseId to) {
    public HostName name() {
        return host.name();
    }

    /** The release that was live before; empty on a host without one. */
    public Optional<ReleaseId> previous() {
        return ReleaseId.ofLink(from);
    }

    /** The link already names the release. */
    public boolean alreadyLive() {
        return previous().filter(to::equals).isPresent();
    }
}
