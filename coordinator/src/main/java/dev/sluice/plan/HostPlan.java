package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.util.Optional;

/**
 * One host's part of a plan.
 *
 * @param from the text of {@code current} before the rollout, empty where there is none: what a revert restores, to the letter
 * @param to the release it is brought to
 */
public record HostPlan(Host host, String from, ReleaseId to) {
    public HostName name() {
        return host.name();
    }

    /** The release that was live before; empty on a host without one. */
    public Optional<ReleaseId> previous() {
        return ReleaseId.ofLink(from);
    }

    /** The link names the release already. */
    public boolean alreadyLive() {
        return previous().filter(to::equals).isPresent();
    }
}
