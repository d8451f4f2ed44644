package dev.sluice.host;

import dev.sluice.inventory.Host;

/** Opens authenticated sessions to hosts. One connector lives as long as the command that uses it, and its sessions with it. */
public interface HostConnector extends AutoCloseable {
    /**
     * Connects, checks the host's key strictly and authenticates, each within its own time limit.
     *
     * @throws HostException when the host cannot be reached, shows another key, or refuses us
     */
    HostSession connect(Host host) throws HostException;

    @Override
    void close();
}
