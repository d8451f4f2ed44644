package dev.sluice.step;

import dev.sluice.inventory.Host;
import java.util.List;

/**
 * The logs of a site on a host.
 *
 * @param named by the inventory, absolute or relative to the site's directory
 * @param usual whether those of the usual places of PHP and web servers are read besides, as far as the deploy user may read them
 */
public record SiteLogs(List<String> named, Usual usual) {
    public SiteLogs {
        named = List.copyOf(named);
    }

    /** Whether logs that the inventory does not name are read. */
    public enum Usual {
        READ,
        LEFT_ALONE
    }

    /** What the inventory names; without {@code logs} the usual ones. */
    public static SiteLogs of(Host host) {
        return host.logs()
                .map(named -> new SiteLogs(named, Usual.LEFT_ALONE))
                .orElseGet(() -> new SiteLogs(List.of(), Usual.READ));
    }

    /** No log is named, and none is to be read. */
    public boolean none() {
        return named.isEmpty() && usual == Usual.LEFT_ALONE;
    }

    HostCall addTo(HostCall call) {
        return call.with("logs", named).with("known", usual == Usual.READ ? "yes" : "no");
    }
}
