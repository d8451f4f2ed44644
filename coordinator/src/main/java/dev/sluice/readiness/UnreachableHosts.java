package dev.sluice.readiness;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.LeftOut;
import dev.sluice.playbook.Strategy;
import dev.sluice.rollout.Failure;
import java.util.HashMap;
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

    private boolean isOut(HostName name) {
        return leftOut.stream().anyMatch(out -> out.host().equals(name));
    }

    public Survey without(Survey survey) {
        var failures = new HashMap<>(survey.failures());
        leftOut.forEach(out -> failures.remove(out.host()));
        return new Survey(
                survey.hosts().stream().filter(host -> !isOut(host.name())).toList(), survey.facts(), failures);
    }

    public List<List<Host>> withoutHosts(List<List<Host>> targets) {
        return targets.stream()
                .map(part -> part.stream().filter(host -> !isOut(host.name())).toList())
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
