package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.readiness.FleetRelease;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.KeepRestrictions.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes a host out of all rollouts by its name, and lets it return when it serves what the fleet serves. */
public final class DisableOperation {
    private final Fleet fleet;
    private final FleetRestrictions restrictions;

    public DisableOperation(Fleet fleet) {
        this.fleet = fleet;
        this.restrictions = fleet.restrictions();
    }

    /** The hosts that are out now, as far as this machine knows. */
    public List<DisabledHost> disabled() throws JournalException {
        return restrictions.known().disabledAt(fleet.time().now());
    }

    /**
     * Takes it out of rollouts that begin from now on.
     *
     * @param until when it takes part again; empty until a person enables it
     * @return which hosts know of it, for other machines, and why others do not
     * @throws RefusedException when the fleet has no such host
     */
    public Results<Kept> disable(String name, String reason, Optional<Instant> until)
            throws RefusedException, JournalException {
        var host = host(name);
        var now = fleet.time().now();
        return restrictions.change(
                known -> known.disabling(new DisabledHost(host.name(), reason, until), now, fleet.actor()));
    }

    /**
     * Lets it take part again.
     *
     * @return which hosts know of it, for other machines, and why others do not
     * @throws RefusedException when it is not out, or does not serve the release of the others
     */
    public Results<Kept> enable(String name) throws RefusedException, JournalException {
        var host = host(name);
        if (restrictions.current().disabled().stream().noneMatch(out -> out.is(host))) {
            throw new RefusedException(
                    Reason.USAGE, List.of(name + " is not disabled"), "sluice hosts shows which are");
        }
        refuseOutdated(host);
        var now = fleet.time().now();
        return restrictions.change(known -> known.enabling(host.name(), now, fleet.actor()));
    }

    private Host host(String name) throws RefusedException {
        return fleet.hosts().stream()
                .filter(some -> some.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Reason.USAGE,
                        List.of("no target of " + fleet.name() + " is called " + name),
                        "sluice hosts lists them"));
    }

    /** The others show what the fleet serves. */
    private void refuseOutdated(Host host) throws RefusedException, JournalException {
        var whole = fleet.survey(fleet.hosts());
        if (whole.hosts().size() == 1) {
            return;
        }
        var release = FleetRelease.of(new FleetStatus(fleet).expected(), whole.only(other -> !other.name()
                .equals(host.name())));
        var facts = Optional.ofNullable(whole.facts().get(host.name()));
        if (facts.filter(release::isLive).isPresent()) {
            return;
        }
        var why = Optional.ofNullable(whole.failures().get(host.name()))
                .map(failure -> failure.summary())
                .orElse("it is not on the release of the fleet, " + release.id());
        throw new RefusedException(
                Reason.PREFLIGHT,
                List.of(host.name() + " cannot return: " + why),
                "move it to the release of the others first: sluice converge --limit " + host.name()
                        + "; then run this again");
    }
}
