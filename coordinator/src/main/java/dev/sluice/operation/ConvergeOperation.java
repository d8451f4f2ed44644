package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.inventory.Host;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.readiness.FleetRelease;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.StagedRelease;
import dev.sluice.readiness.Survey;
import dev.sluice.readiness.Waivers;
import dev.sluice.rollout.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Moves hosts that missed a rollout to the release of the others. What the fleet is on is found among all of its hosts. */
public final class ConvergeOperation {
    private final Fleet fleet;
    private final NewRollout rollout;
    private final ReleasePreparation preparation;
    private final ReleaseArtifacts artifacts;

    public ConvergeOperation(Fleet fleet, Front front) {
        this.fleet = fleet;
        this.rollout = new NewRollout(fleet, front);
        this.preparation = new ReleasePreparation(fleet);
        this.artifacts = new ReleaseArtifacts(fleet);
    }

    /**
     * Asks all hosts of the fleet that are not excluded, and runs a rollout on those within the scope that are on another release.
     *
     * @param order its artifact is for hosts that do not have the release
     * @throws RefusedException with every reason not to begin; nothing was changed
     */
    public RolloutResult run(ReleaseOrder order)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        try (var lock = fleet.lock()) {
            rollout.refuseUnfinished();
            var restrictions = fleet.restrictions();
            restrictions.refuseFrozen();
            fleet.placement().checkKeys();
            var whole = fleet.survey(fleet.hosts(fleet.scope().unlimited()));
            var release = FleetRelease.of(new FleetStatus(fleet).expected(), whole);
            var survey = within(whole, release, out(restrictions.current()));
            return survey.hosts().isEmpty()
                    ? new RolloutResult.AlreadyLive(release.id(), Optional.empty())
                    : rollout.start(prepare(order, survey, release), lock);
        }
    }

    private PreparedRollout prepare(ReleaseOrder order, Survey survey, FleetRelease release) throws RefusedException {
        preparation.refuseOutsideWindow(order);
        var artifact = artifacts.open(order.artifact(), order.digest());
        if (artifact.isPresent()) {
            ReleaseArtifacts.refuseOther(
                    artifact.get(),
                    release.id(),
                    release.digest(),
                    "to release another one to all hosts: sluice release --artifact A");
        }
        refuse(survey, release, artifact);
        return preparation.prepared(plan(order, survey, release, artifact), artifact, survey);
    }

    /** A disabled host is left out, unless a limit names it: that is how it comes to the release of the others before it returns. */
    private Predicate<Host> out(Restrictions restrictions) {
        var disabled = restrictions.disabledAt(fleet.time().now());
        return host -> fleet.scope().limit().isEmpty() && disabled.stream().anyMatch(some -> some.is(host));
    }

    /** The hosts within the scope that are not known to be on the release. */
    private Survey within(Survey whole, FleetRelease release, Predicate<Host> out) {
        return whole.only(host -> fleet.scope().contains(host)
                && !out.test(host)
                && Optional.ofNullable(whole.facts().get(host.name()))
                        .filter(release::isLive)
                        .isEmpty());
    }

    /** What is red on these hosts now is no reason to leave them as they are: they are on the wrong release. */
    private void refuse(Survey survey, FleetRelease release, Optional<Artifact> artifact) throws RefusedException {
        var failures = new Preflight(fleet.name(), ReleaseArtifacts.bytes(artifact)).releaseFailures(survey);
        failures.putAll(StagedRelease.conflicts(release.id(), release.digest(), survey));
        if (artifact.isEmpty()) {
            survey.facts().forEach((host, facts) -> {
                if (!release.isStaged(facts)) {
                    failures.putIfAbsent(host, missing(release));
                }
            });
        }
        Preflight.refuse(failures);
    }

    private static Failure missing(FleetRelease release) {
        return new Failure(
                Failure.Kind.UNEXPECTED,
                "preflight",
                "the fleet's release " + release.id() + " is not there",
                "its digest is " + release.digest(),
                "name what it was made from: sluice converge --artifact A");
    }

    private RolloutPlan plan(ReleaseOrder order, Survey survey, FleetRelease release, Optional<Artifact> artifact)
            throws RefusedException {
        var waivers = new Waivers(order.waivers());
        var playbook = waivers.applyTo(fleet.project().playbook());
        var targets = new RolloutTargets(fleet.project().targets(fleet.scope()), List.of());
        var plan = Planner.plan(new PlanRequest(
                fleet.newRolloutId(),
                Purpose.CONVERGE,
                fleet.project().inventory(),
                playbook,
                waivers.strategy(playbook),
                artifact.map(opened -> ReleaseArtifacts.release(release.id(), opened))
                        .orElseGet(() -> new Release(release.id(), release.digest(), 0, 0)),
                targets.only(survey.hosts()::contains).parts(),
                survey.links(),
                Map.of(),
                List.of(),
                order.waivers(),
                order.until(),
                fleet.time().now(),
                fleet.actor(),
                fleet.seed()));
        ReleasePreparation.refuseUntil(order.until(), plan);
        return plan;
    }
}
