package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.readiness.EndpointSeen;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Survey;
import dev.sluice.step.Adopt;
import dev.sluice.step.CheckPlain;
import dev.sluice.step.CheckPlain.Directory;
import dev.sluice.step.ConvertDirectory;
import dev.sluice.step.HeldLease;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.TakeLease;
import dev.sluice.step.UndoConversion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes plain directories of a fleet into sites with releases, and back. */
public final class ConvertOperation {
    private static final Duration LEASE = Duration.ofMinutes(15);

    /**
     * Always the same: PHP remembers for two minutes what current led to, and after an undo and another conversion within that time it must not open
     * files of a release that is gone.
     */
    private static final String RELEASE = "converted";

    private final Fleet fleet;

    public ConvertOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /** What is converted, or back: what is on each host now. */
    public record Order(FleetName fleet, List<Host> hosts, Map<HostName, Directory> found, String docroot) {
        public Order {
            hosts = List.copyOf(hosts);
            found = Map.copyOf(found);
        }
    }

    /**
     * Converts the directory of each host, when that is confirmed.
     *
     * @throws RefusedException with every reason that a check of the hosts finds; nothing was changed then
     */
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    public Results<Adopt.Adopted> convert(Confirmation<Order> confirmation)
            throws RefusedException, JournalException, LockedException {
        try (var lock = fleet.lock()) {
            fleet.placement().checkKeys();
            var order = order();
            refuseFull(order);
            confirmation.of(order);
            return fleet.onHosts("convert").run(order.hosts(), (session, host) -> {
                var settings = fleet.project().playbook().release();
                return HeldLease.during(lease(host), session, lease -> {
                    var made = new ConvertDirectory(lease, settings, RELEASE).on(session);
                    var adopted = new Adopt(lease, settings, fleet.endpointFiles(host)).on(session);
                    new MarkRelease(lease, made.release(), ReleaseMark.GOOD, fleet.actor()).on(session);
                    return adopted;
                });
            });
        }
    }

    /**
     * Removes what a conversion made, when that is confirmed.
     *
     * @throws RefusedException when a web server already serves it; nothing was changed then
     */
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    public Results<String> undo(Confirmation<Order> confirmation)
            throws RefusedException, JournalException, LockedException {
        try (var lock = fleet.lock()) {
            var order = order();
            refuseServed(order);
            confirmation.of(order);
            return fleet.onHosts("undo").run(order.hosts(), (session, host) -> {
                var settings = fleet.project().playbook().release();
                return HeldLease.during(lease(host), session, lease -> new UndoConversion(lease, settings).on(session));
            });
        }
    }

    private TakeLease lease(Host host) {
        return new TakeLease(
                host.path(), fleet.newRolloutId().value(), fleet.leaseOwner(), LEASE, fleet.identity(host));
    }

    private Order order() throws RefusedException {
        var settings = fleet.project().playbook().release();
        var checked = fleet.onHosts("convert")
                .run(fleet.hosts(), (session, host) -> new CheckPlain(host.path(), settings).on(session));
        if (!checked.failures().isEmpty()) {
            throw new RefusedException(
                    Reason.PREFLIGHT, Survey.group(checked.failures()), "nothing was changed on any host");
        }
        return new Order(fleet.name(), fleet.hosts(), checked.done(), settings.docroot());
    }

    private static void refuseFull(Order order) throws RefusedException {
        var lines = new ArrayList<String>();
        order.found().forEach((host, directory) -> {
            if (directory.state() == CheckPlain.State.ABSENT) {
                lines.add(host + ": there is no directory to convert");
            }
            directory.free().ifPresent(free -> {
                if (free < directory.bytes()) {
                    lines.add("%s: %d MB are free, the directory with its copy needs %d MB more"
                            .formatted(host, free >> 20, directory.bytes() >> 20));
                }
            });
        });
        refuse(lines, "check path in the inventory, and free space where it is missing; nothing was changed");
    }

    /** A web server that passes requests to the endpoint serves the copy, which has it; the plain directory has none. */
    private void refuseServed(Order order) throws RefusedException {
        var lines = new ArrayList<String>();
        for (var host : order.hosts()) {
            if (fleet.endpoints().standsInRelease(host) && isServed(host)) {
                lines.add(host.name() + ": the web server serves current, which would be gone");
            }
        }
        refuse(lines, "change its root back to the plain directory and reload it, then run the same command again");
    }

    private boolean isServed(Host host) {
        try {
            var http = fleet.sessions().http(host);
            return fleet.endpoints().ask(host, http) instanceof EndpointSeen.Answered;
        } catch (HostException e) {
            fleet.sessions().drop(host.name());
            return false;
        }
    }

    private static void refuse(List<String> lines, String next) throws RefusedException {
        if (!lines.isEmpty()) {
            throw new RefusedException(Reason.PREFLIGHT, lines.stream().sorted().toList(), next);
        }
    }
}
