package dev.sluice.readiness;

import dev.sluice.inventory.Host;
import dev.sluice.plan.LeftOut;
import dev.sluice.playbook.Strategy;
import dev.sluice.rollout.Failure;
import java.util.List;

/** Targets that cannot be reached, as far as the strategy lets a rollout go on without them. */
public record UnreachableHosts(List<LeftOut> leftOut) {
    public UnreachableHosts {
        leftOut = List.copyOf(leftOut);
    }

    /** One more than the strategy allows, and none is left out: all of them are failures then. */
    public static UnreachableHosts of(Survey survey, Strategy strategy) {
        var unreachable = survey.failures().entrySet().stream()
                .filter(entry -> entry.getValue().kind() == Failure.Kind.UNREACHABLE)
                .map(entry -> new LeftOut(entry.getKey(), entry.getValue().summary()))
                .sorted((one, other) -> one.host().compareTo(other.host()))
                .toList();
        int most = strategy.maxUnreachable().of(survey.hosts().size());
        return new UnreachableHosts(
                unreachable.size() > most
                                || unreachable.size() == survey.hosts().size()
                        ? List.of()
                        : unreachable);
    }

    /** Whether a host takes part nevertheless. */
    public boolean takesPart(Host host) {
        return leftOut.stream().noneMatch(out -> out.host().equals(host.name()));
    }
}
