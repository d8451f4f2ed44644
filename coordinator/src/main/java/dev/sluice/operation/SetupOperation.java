package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.readiness.HostSetup;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.SiteBlock;
import dev.sluice.step.Examine;
import dev.sluice.step.HeldLease;
import dev.sluice.step.Inspect;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds out what bare hosts lack, and makes what the SSH user may make. */
public final class SetupOperation {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Fleet fleet;

    public SetupOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * What was found on one host.
     *
     * @param server a configuration of the web server to start from
     */
    public record Found(HostSetup setup, SiteBlock server) {}

    /** Asks every host; changes nothing. */
    public Results<Found> examine() {
        var release = fleet.project().playbook().release();
        return fleet.onHosts("setup").run(fleet.hosts(), (session, host) -> {
            var facts = Inspect.of(host.path(), release).on(session);
            var around = new Examine(host.path(), release.shared()).on(session);
            return new Found(HostSetup.of(host, facts, around), SiteBlock.of(host, release.docroot(), around));
        });
    }

    /**
     * Makes the directories of the layout on the hosts that need nothing of root and lack some, when that is confirmed. May be repeated.
     *
     * @param found what {@link #examine} found
     * @param confirmation receives the hosts; it is not asked where there is none
     * @return the directories that were made
     * @throws LockedException when another process works on the fleet
     */
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    public Results<List<String>> apply(Results<Found> found, Confirmation<List<HostName>> confirmation)
            throws RefusedException, JournalException, LockedException {
        var hosts = fleet.hosts().stream()
                .filter(host -> found.done().containsKey(host.name()) && canBeMade(setup(found, host)))
                .toList();
        if (hosts.isEmpty()) {
            return new Results<>(Map.of(), Map.of());
        }
        try (var lock = fleet.lock()) {
            confirmation.of(hosts.stream().map(Host::name).toList());
            var id = fleet.newRolloutId().value();
            return fleet.onHosts("setup").run(hosts, (session, host) -> {
                // Who takes a lease for the first time makes the layout.
                var take = new TakeLease(host.path(), id, fleet.leaseOwner(), LEASE, fleet.identity(host));
                return HeldLease.during(
                        take, session, lease -> setup(found, host).directories());
            });
        }
    }

    private static boolean canBeMade(HostSetup setup) {
        return setup.asRoot().isEmpty() && !setup.directories().isEmpty();
    }

    private static HostSetup setup(Results<Found> found, Host host) {
        return Objects.requireNonNull(found.done().get(host.name())).setup();
    }
}
