package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.KeptReleases;
import dev.sluice.step.Prune;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.Site;
import dev.sluice.step.StepException;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes releases that nobody needs, by the same rules as after a rollout. */
public final class Pruning {
    /** Removing large releases from a slow disk takes its time, and the lease is not renewed meanwhile. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final Coordinator coordinator;

    public Pruning(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * What would be removed from each host that has something to remove. Changes nothing.
     *
     * @throws RefusedException when a host gave no answer, or a rollout holds one
     */
    public Map<HostName, List<String>> prepare(Scope scope) throws RefusedException {
        var hosts = hosts(scope);
        var survey = coordinator.survey(hosts);
        Releasing.refuse(new Preflight(coordinator.fleet(), 0).failures(survey));
        var superfluous = new LinkedHashMap<HostName, List<String>>();
        for (var host : hosts) {
            var facts = survey.facts().get(host.name());
            if (facts != null && !superfluous(facts).isEmpty()) {
                superfluous.put(host.name(), superfluous(facts));
            }
        }
        return superfluous;
    }

    /** Removes it. The caller holds the fleet's lock. */
    public Map<HostName, Prune.Pruned> run(Scope scope) throws RefusedException {
        var id = coordinator.newRolloutId();
        var results = coordinator.onHosts("prune").run(hosts(scope), (session, host) -> prune(session, host, id));
        Releasing.refuse(results.failures());
        return results.done();
    }

    private List<Host> hosts(Scope scope) {
        return coordinator.project().targets(scope).stream()
                .flatMap(List::stream)
                .toList();
    }

    private Prune.Pruned prune(HostSession session, Host host, RolloutId id) throws StepException, HostException {
        var fleet = coordinator.fleet();
        var site = new Site(fleet.inventory(), fleet.site(), host.name().value());
        var lease = new TakeLease(host.path(), id.value(), coordinator.actor(), LEASE, site).on(session);
        try {
            var docroot = coordinator.project().playbook().release().docroot();
            var facts = new Inspect(host.path(), docroot, List.of()).on(session);
            forgetOthers(host, facts);
            return new Prune(lease, kept(facts), back(facts)).on(session);
        } finally {
            new ReleaseLease(lease).on(session);
        }
    }

    /** Only where the live release was proved: a worker that has not yet taken it up would compile the old one again. */
    private void forgetOthers(Host host, HostFacts facts) throws HostException {
        var proved = facts.releases().stream()
                .filter(release ->
                        release.mark() == ReleaseMark.GOOD && release.id().equals(live(facts)))
                .flatMap(release -> ReleaseId.ofLink("releases/" + release.id()).stream())
                .findFirst();
        if (proved.isPresent()) {
            var http = coordinator.sessions().http(host);
            coordinator.code(coordinator.project().playbook()).forgetOthers(host, http, proved.get());
        }
    }

    /** Directories that Sluice did not make have no digest, and stay. */
    private List<String> superfluous(HostFacts facts) {
        var kept = kept(facts);
        var live = live(facts);
        var releases = facts.releases().stream()
                .filter(release -> !release.digest().isEmpty())
                .map(ReleaseFacts::id)
                .filter(id -> !kept.contains(id) && !id.equals(live))
                .filter(id -> back(facts).filter(id::equals).isEmpty());
        return Stream.concat(releases, facts.leftovers().stream()).toList();
    }

    private List<String> kept(HostFacts facts) {
        var keep = coordinator.project().playbook().release().keep();
        return KeptReleases.of(facts.releases(), live(facts), back(facts), keep);
    }

    private static String live(HostFacts facts) {
        return facts.live().map(LiveRelease::id).orElse("");
    }

    private static Optional<String> back(HostFacts facts) {
        return EarlierRelease.choose(facts, Optional.empty()).map(ReleaseId::value);
    }
}
