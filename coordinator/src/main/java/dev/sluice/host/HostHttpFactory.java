package dev.sluice.host;

import dev.sluice.inventory.Host;

/** Makes the HTTP port of a host from its session. */
public interface HostHttpFactory {
    HostHttp over(HostSession session, Host host);
}
