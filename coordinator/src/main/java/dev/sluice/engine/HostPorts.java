package dev.sluice.engine;

import dev.sluice.host.Sessions;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.LeaseOwner;
import java.util.function.Function;

/**
 * What the work on hosts needs besides the plan: the adapters behind their ports.
 *
 * @param owner of the leases that are taken
 * @param endpoint the files placed on a host so that PHP can be queried; without a script for hosts that are not queried
 */
public record HostPorts(
        Sessions sessions,
        CodeRefresh code,
        HealthProbe health,
        Function<Host, EndpointFiles> endpoint,
        Timekeeper time,
        TaskSupport tasks,
        LeaseOwner owner) {}
