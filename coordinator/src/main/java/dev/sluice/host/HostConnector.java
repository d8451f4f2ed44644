package dev.sluice.host;

import dev.sluice.inventory.Host;

/** Opens authenticated sessions to hosts. It serves any number of fleets; the caller closes its session. */
@FunctionalInterface
public interface HostConnector {
    /**
     * Connects, checks the host's key strictly and authenticates, each within its own time limit.
     *
     * @throws HostException when the host cannot be reached, shows another key, or refuses the login
     */
    HostSession connect(Host host) throws HostException;
}
