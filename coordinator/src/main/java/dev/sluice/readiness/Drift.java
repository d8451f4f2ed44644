package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Waiver;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hosts that were changed outside of Sluice since the last rollout. The reason is unknown, so they are left alone until a person decides what becomes
 * of them.
 *
 * @param expected the link of each host by the record; hosts without a record can have no drift
 * @param forced hosts for which a person decided that a rollout starts from their state
 */
public record Drift(Map<HostName, String> expected, List<Waiver> forced) {
    public Drift {
        expected = Map.copyOf(expected);
        forced = List.copyOf(forced);
    }

    /** @throws RefusedException when a host has changed without such a decision, or one was named that is not among them */
    public void refuse(Survey survey) throws RefusedException {
        var names = forced.stream().map(Waiver::name).collect(Collectors.toSet());
        refuseUnknown(names, survey);
        var changed = new ChangedLinks(expected).in(survey);
        changed.keySet().removeAll(names);
        if (!changed.isEmpty()) {
            throw new RefusedException(
                    Reason.DIVERGED,
                    List.copyOf(changed.values()),
                    "nothing was changed. --force " + String.join(" --force ", changed.keySet())
                            + " --reason TEXT starts from its state; --exclude " + String.join(",", changed.keySet())
                            + " leaves it alone");
        }
    }

    private static void refuseUnknown(Set<String> names, Survey survey) throws RefusedException {
        var unknown = new TreeSet<>(names);
        survey.hosts().forEach(host -> unknown.remove(host.name().value()));
        if (!unknown.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--force: no host of this rollback is named " + String.join(", ", unknown)),
                    "name hosts as the inventory does");
        }
    }
}
