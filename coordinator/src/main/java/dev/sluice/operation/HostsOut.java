package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.stream.Stream;

/** The targets of a rollout without the hosts that are disabled; those are named in its plan. */
record HostsOut(List<DisabledHost> disabled) {
    /** @throws RefusedException when that cannot be read */
    static HostsOut of(Fleet fleet) throws RefusedException {
        try {
            return new HostsOut(
                    fleet.restrictions().current().disabledAt(fleet.time().now()));
        } catch (JournalException e) {
            throw new RefusedException(
                    Reason.PREFLIGHT, List.of(String.valueOf(e.getMessage())), "nothing was changed");
        }
    }

    private boolean isOut(Host host) {
        return disabled.stream().anyMatch(out -> out.host().equals(host.name()));
    }

    /** Those that take part. */
    List<List<Host>> without(List<List<Host>> targets) {
        return targets.stream()
                .map(part -> part.stream().filter(host -> !isOut(host)).toList())
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** All that are left out: these, and the others. */
    List<LeftOut> leftOut(List<List<Host>> targets, List<LeftOut> others) {
        var out = disabled.stream()
                .filter(host -> targets.stream().flatMap(List::stream).anyMatch(target -> target.name()
                        .equals(host.host())))
                .map(host -> LeftOut.disabled(host.host(), host.words()));
        return Stream.concat(out, others.stream())
                .sorted((one, other) -> one.host().compareTo(other.host()))
                .toList();
    }
}
