package dev.sluice.app;

import dev.sluice.app.Releasing.Order;
import dev.sluice.app.Releasing.Prepared;
import dev.sluice.artifact.Artifact;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Failure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings hosts that missed a rollout to the release of the others. What the fleet is on is found among all of its hosts. */
public final class Converging {
    private final Coordinator coordinator;
    private final Releasing releasing;

    /** @param releasing runs what is prepared here */
    public Converging(Coordinator coordinator, Releasing releasing) {
        this.coordinator = coordinator;
        this.releasing = releasing;
    }

    /**
     * What is to be done.
     *
     * @param release the fleet's
     * @param prepared empty where every host is on it
     */
    public record Found(ReleaseId release, Optional<Prepared> prepared) {}

    /**
     * Asks all hosts of the fleet that are not excluded and makes the plan for those within the scope that are on another release.
     *
     * @param order its artifact is for hosts that do not have the release
     * @throws RefusedException with every reason not to begin
     */
    public Found prepare(Order order) throws RefusedException, JournalException {
        coordinator.checkKeys();
        var whole =
                coordinator.survey(coordinator.project().targets(order.scope().unlimited()).stream()
                        .flatMap(List::stream)
                        .toList());
        var release = FleetRelease.of(new FleetView(coordinator).expected(), whole);
        var survey = within(order, whole, release);
        if (survey.hosts().isEmpty()) {
            return new Found(release.id(), Optional.empty());
        }
        releasing.refuseOutsideWindow(order);
        var artifact = releasing.open(order.artifact(), order.digest());
        if (artifact.isPresent()) {
            Releasing.refuseOther(
                    artifact.get(),
                    release.id(),
                    release.digest(),
                    "to bring another one to all hosts: sluice release --artifact A");
        }
        refuse(survey, release, artifact);
        return new Found(release.id(), Optional.of(plan(order, survey, release, artifact)));
    }

    /** The hosts within the scope that are not known to be on the release. */
    private static Survey within(Order order, Survey whole, FleetRelease release) {
        var hosts = whole.hosts().stream()
                .filter(order.scope()::contains)
                .filter(host -> Optional.ofNullable(whole.facts().get(host.name()))
                        .filter(release::isLive)
                        .isEmpty())
                .toList();
        var names = names(hosts);
        var facts = new HashMap<>(whole.facts());
        facts.keySet().retainAll(names);
        var failures = new HashMap<>(whole.failures());
        failures.keySet().retainAll(names);
        return new Survey(hosts, facts, failures);
    }

    private static Set<HostName> names(List<Host> hosts) {
        var names = new HashSet<HostName>();
        hosts.forEach(host -> names.add(host.name()));
        return names;
    }

    /** What is red on these hosts now is no reason to leave them as they are: they are on the wrong release. */
    private void refuse(Survey survey, FleetRelease release, Optional<Artifact> artifact) throws RefusedException {
        var bytes = artifact.map(opened -> opened.manifest().bytes()).orElse(0L);
        var failures = new Preflight(coordinator.fleet(), bytes).failures(survey);
        OpenCode.failures(survey).forEach(failures::putIfAbsent);
        failures.putAll(StagedRelease.conflicts(release.id(), release.digest(), survey));
        if (artifact.isEmpty()) {
            survey.facts().forEach((host, facts) -> {
                if (!release.isStaged(facts)) {
                    failures.putIfAbsent(host, missing(release));
                }
            });
        }
        Releasing.refuse(failures);
    }

    private static Failure missing(FleetRelease release) {
        return new Failure(
                Failure.Kind.UNEXPECTED,
                "preflight",
                "the fleet's release " + release.id() + " is not there",
                "its digest is " + release.digest(),
                "say what it was made from: sluice converge --artifact A");
    }

    private Prepared plan(Order order, Survey survey, FleetRelease release, Optional<Artifact> artifact)
            throws RefusedException {
        var waivers = new Waivers(order.waivers());
        var playbook = waivers.applyTo(coordinator.project().playbook());
        var names = names(survey.hosts());
        var targets = coordinator.project().targets(order.scope()).stream()
                .map(part -> part.stream()
                        .filter(host -> names.contains(host.name()))
                        .toList())
                .filter(part -> !part.isEmpty())
                .toList();
        var plan = Planner.plan(new PlanRequest(
                coordinator.newRolloutId(),
                Purpose.CONVERGE,
                coordinator.project().inventory(),
                playbook,
                waivers.strategy(playbook),
                artifact.map(opened -> Releasing.release(release.id(), opened))
                        .orElseGet(() -> new Release(release.id(), release.digest(), 0, 0)),
                targets,
                survey.links(),
                Map.of(),
                List.of(),
                order.waivers(),
                order.until(),
                coordinator.time().now(),
                coordinator.actor(),
                coordinator.seed()));
        return releasing.prepared(plan, artifact, survey);
    }
}
