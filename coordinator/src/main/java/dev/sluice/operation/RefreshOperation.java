package dev.sluice.operation;

import dev.sluice.engine.Adoption;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.Waiver;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Survey;
import dev.sluice.readiness.UnreachableHosts;
import dev.sluice.readiness.Waivers;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has PHP take up what changed around the live release of each host: shared files, and files that were edited in place. */
public final class RefreshOperation {
    private final Fleet fleet;
    private final Front front;
    private final NewRollout rollout;

    public RefreshOperation(Fleet fleet, Front front) {
        this.fleet = fleet;
        this.front = front;
        this.rollout = new NewRollout(fleet, front);
    }

    /**
     * Runs a rollout in which each host keeps its release.
     *
     * @param given what of the playbook is waived
     * @param until the batch after which a person is waited for
     * @throws RefusedException with every reason not to begin; nothing was changed
     */
    public RolloutResult run(List<Waiver> given, Optional<Integer> until)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        try (var lock = fleet.lock()) {
            rollout.refuseUnfinished();
            var plan = prepare(given, until);
            front.approve(new Proposal.InPlace(plan));
            return rollout.run(plan, Optional.empty(), lock);
        }
    }

    private RolloutPlan prepare(List<Waiver> given, Optional<Integer> until) throws RefusedException {
        var waivers = new Waivers(given);
        var playbook = waivers.applyTo(fleet.project().playbook());
        var strategy = waivers.strategy(playbook);
        new WindowChecks(fleet)
                .of(playbook.window(), strategy)
                .refuse(fleet.time().now());
        fleet.placement().checkKeys();
        var targets = RolloutTargets.of(fleet);
        var whole = fleet.survey(targets.hosts());
        var unreachable = UnreachableHosts.of(whole, strategy);
        var survey = whole.only(unreachable::takesPart);
        var failures = new Preflight(fleet.name(), 0).failures(survey);
        var live = live(survey, failures);
        Preflight.refuse(failures);
        if (live.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, List.of("no host is left to refresh"), "check --limit and --exclude");
        }
        return Planner.plan(new PlanRequest(
                fleet.newRolloutId(),
                Purpose.REFRESH,
                fleet.project().inventory(),
                playbook,
                strategy,
                new Release(live.values().stream().max(ReleaseId::compareTo).orElseThrow(), "", 0, 0),
                targets.only(unreachable::takesPart).parts(),
                survey.links(),
                live,
                targets.leftOut(unreachable.leftOut()),
                given,
                until,
                fleet.time().now(),
                fleet.actor(),
                fleet.seed()));
    }

    /** The release of each host; those that cannot be refreshed join the failures. */
    private Map<HostName, ReleaseId> live(Survey survey, Map<HostName, Failure> failures) {
        var found = new HashMap<HostName, ReleaseId>();
        for (var host : survey.hosts()) {
            var facts = survey.facts().get(host.name());
            if (facts == null || failures.containsKey(host.name())) {
                continue;
            }
            ReleaseId.ofLink(facts.target())
                    .filter(release -> !needsAdoption(host, facts))
                    .ifPresentOrElse(
                            release -> found.put(host.name(), release),
                            () -> failures.put(host.name(), withoutRelease(facts)));
        }
        return found;
    }

    private boolean needsAdoption(Host host, HostFacts facts) {
        return Adoption.needed(facts, fleet.endpointFiles(host));
    }

    private static Failure withoutRelease(HostFacts facts) {
        return facts.live().isEmpty()
                ? failure(
                        "no release is live",
                        "current leads to no release",
                        "release one first: sluice release --artifact A")
                : failure(
                        "the live release has not the endpoint of this project",
                        "PHP cannot be queried",
                        "place it first: sluice adopt");
    }

    private static Failure failure(String what, String why, String next) {
        return new Failure(Failure.Kind.UNEXPECTED, "preflight", what, why, next);
    }
}
