package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.Waiver;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.step.HostFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes back: out of a rollout that was left unfinished, or to an earlier release. */
public final class RollingBack {
    private final Coordinator coordinator;

    public RollingBack(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** The rollout that was left unfinished, here or on another machine, which a rollback takes over. The caller holds the fleet's lock. */
    public Steering.Search unfinished() throws JournalException, RefusedException {
        var choice = new RolloutChoice(Optional.empty(), RolloutChoice.Reach.THIS_FLEET);
        return new Steering(coordinator).find(choice);
    }

    /**
     * Puts every host of an unfinished rollout back to where it was. An unfinished rollback is gone on with instead: back is where its hosts
     * were going, and what they came from is what somebody wanted to get rid of. The caller holds the fleet's lock.
     */
    public Rollouts.Ended takeBack(RolloutPlan unfinished, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var rollouts = coordinator.rollouts(Optional.empty(), unfinished);
        return unfinished.purpose() == Purpose.ROLLBACK
                ? rollouts.resume(unfinished.id(), coordinator.actor(), listener)
                : rollouts.end(unfinished.id(), Demand.REVERT, coordinator.actor(), listener);
    }

    /**
     * Asks the hosts and makes the plan of a rollback; nothing is uploaded by it.
     *
     * @param to the release to go back to; empty takes each host to its newest good one that is older than the live one
     * @param forced hosts that are taken along although somebody else changed them, with the reasons
     */
    public RolloutPlan prepare(Optional<ReleaseId> to, Scope scope, List<Waiver> forced)
            throws RefusedException, JournalException {
        coordinator.checkKeys();
        var targets = coordinator.project().targets(scope);
        var survey = coordinator.survey(targets.stream().flatMap(List::stream).toList());
        var failures = new Preflight(coordinator.fleet(), 0).failures(survey);
        var destinations = destinations(to, survey, failures);
        Releasing.refuse(failures);
        new Drift(new FleetView(coordinator).expected(), forced).refuse(survey);
        return plan(targets, survey, destinations, forced);
    }

    /** Runs what was prepared. The caller holds the fleet's lock. */
    public Rollouts.Ended run(RolloutPlan plan, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return coordinator.rollouts(Optional.empty()).start(plan, listener);
    }

    private static Map<HostName, ReleaseId> destinations(
            Optional<ReleaseId> to, Survey survey, Map<HostName, Failure> failures) {
        var found = new HashMap<HostName, ReleaseId>();
        survey.facts().forEach((host, facts) -> {
            if (failures.containsKey(host)) {
                return;
            }
            EarlierRelease.choose(facts, to)
                    .ifPresentOrElse(release -> found.put(host, release), () -> failures.put(host, nowhere(facts, to)));
        });
        return found;
    }

    private static Failure nowhere(HostFacts facts, Optional<ReleaseId> to) {
        var there = facts.releases().stream().map(HostFacts.ReleaseFacts::id).toList();
        return new Failure(
                Failure.Kind.UNEXPECTED,
                "preflight",
                to.map(id -> "release " + id + " is not there").orElse("no good release is older than the live one"),
                "there are " + there,
                "choose one that every host has with --to, or leave the host out with --exclude");
    }

    /** A rollback asks for no window; that it starts outside of one is for the record. */
    private List<Waiver> waivers(List<Waiver> forced) {
        var playbook = coordinator.project().playbook();
        var ignored = new WindowCheck(playbook.window(), playbook.rollback())
                .ignoredAt(coordinator.time().now());
        var waivers = new ArrayList<>(forced);
        if (ignored) {
            waivers.add(new Waiver(Waiver.Kind.WINDOW, "", "a rollback asks for no window"));
        }
        return waivers;
    }

    private RolloutPlan plan(
            List<List<Host>> targets, Survey survey, Map<HostName, ReleaseId> destinations, List<Waiver> forced)
            throws RefusedException {
        if (destinations.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, List.of("no host is left to roll back"), "look at --limit and --exclude");
        }
        var links = new HashMap<HostName, String>();
        survey.facts().forEach((host, facts) -> links.put(host, facts.target()));
        var newest = destinations.values().stream().max(ReleaseId::compareTo).orElseThrow();
        return Planner.plan(new PlanRequest(
                coordinator.newRolloutId(),
                Purpose.ROLLBACK,
                coordinator.project().inventory(),
                coordinator.project().playbook(),
                coordinator.project().playbook().rollback(),
                new Release(newest, "", 0, 0),
                targets,
                links,
                destinations,
                List.of(),
                waivers(forced),
                Optional.empty(),
                coordinator.time().now(),
                coordinator.actor(),
                coordinator.seed()));
    }
}
