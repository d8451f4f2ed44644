package dev.sluice.engine;

import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import java.util.List;

/** Port: runs the health checks once. */
public interface HealthProbe {
    /** Returns how many checks apply to this host. */
    int checks(Host host);

    /** Returns one complaint for each check that fails now, in the order of the playbook; empty when the host is healthy. */
    List<Complaint> complaints(Host host, HostHttp http);
}
