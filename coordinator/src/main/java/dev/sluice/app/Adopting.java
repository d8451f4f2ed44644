package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.Adopt;
import dev.sluice.step.Lease;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.Site;
import dev.sluice.step.StepException;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the live releases of a fleet ones that can be asked and gone back to. */
public final class Adopting {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Coordinator coordinator;

    public Adopting(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** The release that was adopted on each host. The caller holds the fleet's lock. */
    public Map<HostName, Adopt.Adopted> run(Scope scope) throws RefusedException {
        return run(scope, List.of());
    }

    /** @param keys that the endpoints are to answer to, besides the one of the playbook */
    Map<HostName, Adopt.Adopted> run(Scope scope, List<EndpointPublicKey> keys) throws RefusedException {
        coordinator.checkKeys();
        var hosts = coordinator.project().targets(scope).stream()
                .flatMap(List::stream)
                .toList();
        var id = coordinator.newRolloutId();
        var results = coordinator.onHosts("adopt").run(hosts, (session, host) -> adopt(session, host, id, keys));
        Releasing.refuse(results.failures());
        return new TreeMap<>(results.done());
    }

    private Adopt.Adopted adopt(HostSession session, Host host, RolloutId id, List<EndpointPublicKey> keys)
            throws StepException, HostException {
        var fleet = coordinator.fleet();
        var site = new Site(fleet.inventory(), fleet.site(), host.name().value());
        Lease lease = new TakeLease(host.path(), id.value(), coordinator.actor(), LEASE, site).on(session);
        try {
            var adopted = new Adopt(
                            lease, coordinator.project().playbook().release(), coordinator.endpointFiles(host, keys))
                    .on(session);
            new MarkRelease(lease, adopted.release(), ReleaseMark.GOOD, coordinator.actor()).on(session);
            return adopted;
        } finally {
            new ReleaseLease(lease).on(session);
        }
    }
}
