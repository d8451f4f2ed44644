package dev.sluice.operation;

import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.step.Adopt;
import dev.sluice.step.HeldLease;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StepException;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the live releases of a fleet ones that can be asked and gone back to. */
public final class AdoptOperation {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Fleet fleet;

    public AdoptOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Adopts the live release of each host, when that is confirmed.
     *
     * @throws RefusedException when the endpoint has no usable key; nothing was changed
     * @throws LockedException when another process works on the fleet
     */
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    public Results<Adopt.Adopted> run(Confirmation<Order> confirmation)
            throws RefusedException, JournalException, LockedException {
        try (var lock = fleet.lock()) {
            var order = new Order(fleet.name(), formerInventories());
            confirmation.of(order);
            return run(List.of(), order.renamed());
        }
    }

    /**
     * What is adopted.
     *
     * @param renamed the hosts whose directory is recorded with another inventory of the same project, with its name
     */
    public record Order(FleetName fleet, Map<HostName, String> renamed) {
        public Order {
            renamed = Map.copyOf(renamed);
        }

        /** The other names. */
        public List<String> formerInventories() {
            return renamed.values().stream().distinct().sorted().toList();
        }
    }

    private Map<HostName, String> formerInventories() {
        var renamed = new HashMap<HostName, String>();
        fleet.survey(fleet.hosts()).facts().forEach((host, facts) -> facts.machine()
                .belongsTo()
                .filter(owner -> owner.project().isPresent()
                        && owner.project().equals(fleet.name().project()))
                .map(HostFacts.Belongs::inventory)
                .filter(inventory -> !inventory.equals(fleet.name().inventory()))
                .ifPresent(inventory -> renamed.put(host, inventory)));
        return renamed;
    }

    /**
     * The same while the fleet is locked.
     *
     * @param keys that the endpoints are to answer to, besides the one of the playbook
     */
    Results<Adopt.Adopted> run(List<EndpointPublicKey> keys) throws RefusedException {
        return run(keys, Map.of());
    }

    private Results<Adopt.Adopted> run(List<EndpointPublicKey> keys, Map<HostName, String> renamed)
            throws RefusedException {
        fleet.placement().checkKeys();
        var id = fleet.newRolloutId();
        return fleet.onHosts("adopt").run(fleet.hosts(), (session, host) -> {
            var identity = fleet.identity(host);
            var former = renamed.getOrDefault(host.name(), identity.inventory());
            return adopt(session, host, new Adopting(id, identity.renamedFrom(former), keys));
        });
    }

    /** @param keys that the endpoint is to answer to, besides the one of the playbook */
    private record Adopting(RolloutId id, SiteIdentity identity, List<EndpointPublicKey> keys) {}

    private Adopt.Adopted adopt(HostSession session, Host host, Adopting adopting) throws StepException, HostException {
        var settings = fleet.project().playbook().release();
        var known = marked(new Inspect(host.path(), settings.docroot(), List.of()).on(session));
        var take = new TakeLease(host.path(), adopting.id().value(), fleet.leaseOwner(), LEASE, adopting.identity());
        return HeldLease.during(take, session, lease -> {
            var adopted = new Adopt(lease, settings, fleet.endpointFiles(host, adopting.keys())).on(session);
            if (!known.contains(adopted.release())) {
                new MarkRelease(lease, adopted.release(), ReleaseMark.GOOD, fleet.actor()).on(session);
            }
            return adopted;
        });
    }

    /** Releases that a rollout has judged: one that was reverted does not become a good one by being adopted. */
    private static Set<String> marked(HostFacts facts) {
        return facts.releases().stream()
                .filter(release -> release.mark() != ReleaseMark.UNKNOWN)
                .map(HostFacts.ReleaseFacts::id)
                .collect(Collectors.toSet());
    }
}
