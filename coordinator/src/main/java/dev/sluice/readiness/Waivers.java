package dev.sluice.readiness;

import dev.sluice.document.NearMatch;
import dev.sluice.plan.Waiver;
import dev.sluice.plan.Waiver.Kind;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Strategy;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.Optional;

/** What a person waived of what the playbook asks for. */
public record Waivers(List<Waiver> given) {
    public Waivers {
        given = List.copyOf(given);
    }

    /**
     * The playbook as far as it is not waived: what a rollout is planned with, so that nothing asks for the rest on the way, nor when another
     * coordinator takes it up.
     *
     * @throws RefusedException when a check is skipped that the playbook does not have
     */
    public Playbook applyTo(Playbook playbook) throws RefusedException {
        refuseUnknown(playbook.health().stream().map(HealthCheck::name).toList());
        var left = playbook.health().stream()
                .filter(check -> !waives(Kind.CHECK, check.name()))
                .toList();
        return playbook.asking(left, waives(Kind.WINDOW, "") ? Optional.empty() : playbook.window());
    }

    /**
     * The strategy that applies: the playbook's own, or the one that was chosen instead.
     *
     * @throws RefusedException when the playbook has none of that name
     */
    public Strategy strategy(Playbook playbook) throws RefusedException {
        var chosen = given.stream()
                .filter(waiver -> waiver.kind() == Kind.STRATEGY)
                .map(Waiver::name)
                .findFirst();
        if (chosen.isEmpty()) {
            return playbook.strategy();
        }
        var strategy = playbook.strategies().get(chosen.get());
        if (strategy == null) {
            var names = List.copyOf(playbook.strategies().keySet());
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--strategy: the playbook has no strategy '" + NearMatch.shown(chosen.get()) + "'"
                            + NearMatch.hint(chosen.get(), names)),
                    names.isEmpty() ? "it has none under strategies" : "it has: " + String.join(", ", names));
        }
        return strategy;
    }

    private boolean waives(Kind kind, String name) {
        return given.stream()
                .anyMatch(waiver -> waiver.kind() == kind && waiver.name().equals(name));
    }

    private void refuseUnknown(List<String> names) throws RefusedException {
        var unknown = given.stream()
                .filter(waiver -> waiver.kind() == Kind.CHECK)
                .map(Waiver::name)
                .filter(name -> !names.contains(name))
                .map(name -> "--skip-check: the playbook has no check '" + NearMatch.shown(name) + "'"
                        + NearMatch.hint(name, names))
                .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedException(Reason.USAGE, unknown, "its checks are: " + String.join(", ", names));
        }
    }
}
