package dev.sluice.engine;

import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import java.util.List;

/** Port: asks health checks once. */
public interface HealthProbe {
    /** How many checks are for this host. */
    int checks(Host host);

    /** What is wrong now, a line for each check that is not passed, in the order of the playbook; empty when the host is healthy. */
    List<String> complaints(Host host, HostHttp http);
}
