package dev.sluice.operation;

import dev.sluice.document.HostText;
import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.EarlierRelease;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.HeldLease;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.KeptReleases;
import dev.sluice.step.Prune;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.StepException;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes releases that are no longer needed, by the same rules as after a rollout. */
public final class PruneOperation {
    /** Removing large releases from a slow disk takes its time, and the lease is not renewed meanwhile. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final Fleet fleet;

    public PruneOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Removes what no host needs any more, when that is confirmed.
     *
     * @param confirmation receives what would be removed from each host that has something to remove; it is not asked where there is nothing
     * @throws RefusedException when a host gave no answer, or a rollout is unfinished: it may still need what it would go back to; nothing was
     *     changed
     * @throws LockedException when another process works on the fleet
     */
    public Results<Prune.Pruned> run(Confirmation<Map<HostName, List<String>>> confirmation)
            throws RefusedException, JournalException, LockedException {
        try (var lock = fleet.lock()) {
            refuseUnfinished();
            var superfluous = superfluous();
            if (superfluous.isEmpty()) {
                return new Results<>(Map.of(), Map.of());
            }
            confirmation.of(superfluous);
            var id = fleet.newRolloutId();
            lock.heldFor(id);
            return fleet.onHosts("prune").run(fleet.hosts(), (session, host) -> prune(session, host, id));
        }
    }

    private void refuseUnfinished() throws JournalException, RefusedException {
        var unfinished = fleet.store().unfinished(fleet.name());
        if (unfinished.isPresent()) {
            throw new RefusedException(
                    Reason.UNFINISHED,
                    List.of("rollout " + unfinished.get() + " of " + fleet.name() + " was left unfinished"),
                    "sluice status shows it; end it first");
        }
    }

    private Map<HostName, List<String>> superfluous() throws RefusedException {
        var survey = fleet.survey(fleet.hosts());
        Preflight.refuse(new Preflight(fleet.name(), 0).failures(survey));
        var superfluous = new LinkedHashMap<HostName, List<String>>();
        for (var host : fleet.hosts()) {
            var facts = survey.facts().get(host.name());
            if (facts != null && !superfluous(facts).isEmpty()) {
                superfluous.put(host.name(), superfluous(facts));
            }
        }
        return superfluous;
    }

    private Prune.Pruned prune(HostSession session, Host host, RolloutId id) throws StepException, HostException {
        var take = new TakeLease(host.path(), id.value(), fleet.leaseOwner(), LEASE, fleet.identity(host));
        return HeldLease.during(take, session, lease -> {
            var docroot = fleet.project().playbook().release().docroot();
            var facts = new Inspect(host.path(), docroot, List.of()).on(session);
            forgetOthers(host, facts);
            return new Prune(lease, kept(facts), back(facts)).on(session);
        });
    }

    /** Only where the live release was proved: a worker that has not yet taken it up would compile the old one again. */
    private void forgetOthers(Host host, HostFacts facts) throws HostException {
        var proved = facts.releases().stream()
                .filter(release ->
                        release.mark() == ReleaseMark.GOOD && release.id().equals(live(facts)))
                .flatMap(release -> ReleaseId.ofLink("releases/" + release.id()).stream())
                .findFirst();
        if (proved.isPresent()) {
            var http = fleet.sessions().http(host);
            fleet.code(fleet.project().playbook(), fleet.name()).forgetOthers(host, http, proved.get());
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
        return Stream.concat(releases, facts.leftovers().stream().map(HostText::toString))
                .toList();
    }

    private List<String> kept(HostFacts facts) {
        var keep = fleet.project().playbook().release().keep();
        return KeptReleases.of(facts.releases(), live(facts), back(facts), keep);
    }

    private static String live(HostFacts facts) {
        return facts.live().map(LiveRelease::id).orElse("");
    }

    private static Optional<String> back(HostFacts facts) {
        return EarlierRelease.choose(facts, Optional.empty()).map(ReleaseId::value);
    }
}
