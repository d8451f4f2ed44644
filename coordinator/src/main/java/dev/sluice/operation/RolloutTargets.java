package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The targets of a rollout.
 *
 * @param parts of the playbook's selector, none of them empty; disabled hosts are in none
 * @param disabled those of them that are out, which the plan names
 */
record RolloutTargets(List<List<Host>> parts, List<DisabledHost> disabled) {
    RolloutTargets {
        parts = List.copyOf(parts);
        disabled = List.copyOf(disabled);
    }

    /** @throws RefusedException when the restrictions cannot be read */
    static RolloutTargets of(Fleet fleet) throws RefusedException {
        var all = new RolloutTargets(fleet.project().targets(fleet.scope()), List.of());
        var out = restrictions(fleet).disabledAt(fleet.time().now()).stream()
                .filter(disabled -> all.hosts().stream().anyMatch(disabled::is))
                .toList();
        return new RolloutTargets(
                all.only(host -> out.stream().noneMatch(disabled -> disabled.is(host)))
                        .parts(),
                out);
    }

    private static Restrictions restrictions(Fleet fleet) throws RefusedException {
        try {
            return fleet.restrictions().current();
        } catch (JournalException e) {
            throw new RefusedException(
                    Reason.PREFLIGHT, List.of(String.valueOf(e.getMessage())), "nothing was changed");
        }
    }

    List<Host> hosts() {
        return parts.stream().flatMap(List::stream).toList();
    }

    RolloutTargets only(Predicate<Host> kept) {
        return new RolloutTargets(
                parts.stream()
                        .map(part -> part.stream().filter(kept).toList())
                        .filter(part -> !part.isEmpty())
                        .toList(),
                disabled);
    }

    /** All that are left out: these, and the others. */
    List<LeftOut> leftOut(List<LeftOut> others) {
        var out = disabled.stream().map(host -> LeftOut.disabled(host.host(), host.words()));
        return Stream.concat(out, others.stream())
                .sorted((one, other) -> one.host().compareTo(other.host()))
                .toList();
    }
}
