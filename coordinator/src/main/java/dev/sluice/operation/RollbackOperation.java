package dev.sluice.operation;

import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.Proposal.Deed;
import dev.sluice.plan.PlanRequest;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.Waiver;
import dev.sluice.readiness.Drift;
import dev.sluice.readiness.EarlierRelease;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Survey;
import dev.sluice.readiness.WindowCheck;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.step.HostFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes back: out of a rollout that was left unfinished, or to an earlier release. */
public final class RollbackOperation {
    private final Fleet fleet;
    private final Front front;

    public RollbackOperation(Fleet fleet, Front front) {
        this.fleet = fleet;
        this.front = front;
    }

    /**
     * Reverts every host of an unfinished rollout. An unfinished rollback is continued instead: its hosts were going back, and the release that they
     * came from is the bad one. Where nothing is unfinished, a new rollout takes each host to an earlier release.
     *
     * @param to the release to go back to; empty takes each host to its newest good one that is older than the live one
     * @param forced hosts that are included although they were changed outside of Sluice, with the reasons
     * @throws RefusedException with every reason not to begin; nothing was changed
     */
    public RolloutResult run(Optional<ReleaseId> to, List<Waiver> forced)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        try (var lock = fleet.lock()) {
            var search = new RolloutSearch(fleet).open();
            search.notes().forEach(front::note);
            if (search.rollout().isPresent()) {
                refuseChoice(search.rollout().get(), to, forced);
                return takeBack(search.rollout().get(), lock);
            }
            var plan = prepare(to, forced);
            front.approve(new Proposal.InPlace(plan));
            return new NewRollout(fleet, front).run(plan, Optional.empty(), lock);
        }
    }

    private void refuseChoice(FoundRollout found, Optional<ReleaseId> to, List<Waiver> forced) throws RefusedException {
        if (to.isPresent() || !forced.isEmpty()) {
            throw new RefusedException(
                    Reason.UNFINISHED,
                    List.of("rollout " + found.record().plan().id() + " of " + fleet.name() + " was left unfinished"),
                    "end it first with: sluice rollback; then run this again");
        }
    }

    private RolloutResult takeBack(FoundRollout found, FleetLock lock)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        var takeover = new Takeover(fleet, front, found);
        return found.record().plan().purpose() == Purpose.ROLLBACK
                ? takeover.run(
                        Deed.RESUME,
                        takeover.goingOn(Optional.empty()),
                        lock,
                        (rollouts, plan, listener) -> rollouts.resume(plan.id(), fleet.actor(), listener))
                : takeover.run(
                        Deed.REVERT,
                        takeover.reverting(),
                        lock,
                        (rollouts, plan, listener) -> rollouts.end(plan.id(), Demand.REVERT, fleet.actor(), listener));
    }

    private RolloutPlan prepare(Optional<ReleaseId> to, List<Waiver> forced) throws RefusedException, JournalException {
        fleet.placement().checkKeys();
        var targets = RolloutTargets.of(fleet);
        var survey = fleet.survey(targets.hosts());
        var failures = new Preflight(fleet.name(), 0).failures(survey);
        var destinations = destinations(to, survey, failures);
        Preflight.refuse(failures);
        new Drift(new FleetStatus(fleet).expected(), forced).refuse(survey);
        return plan(targets, survey, destinations, forced);
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
        var playbook = fleet.project().playbook();
        var ignored = WindowCheck.ignoredAt(playbook.window(), fleet.time().now());
        var waivers = new ArrayList<>(forced);
        if (ignored) {
            waivers.add(new Waiver(Waiver.Kind.WINDOW, "", "a rollback asks for no window"));
        }
        return waivers;
    }

    private RolloutPlan plan(
            RolloutTargets targets, Survey survey, Map<HostName, ReleaseId> destinations, List<Waiver> forced)
            throws RefusedException {
        if (destinations.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, List.of("no host is left to roll back"), "check --limit and --exclude");
        }
        var newest = destinations.values().stream().max(ReleaseId::compareTo).orElseThrow();
        return Planner.plan(new PlanRequest(
                fleet.newRolloutId(),
                Purpose.ROLLBACK,
                fleet.project().inventory(),
                fleet.project().playbook(),
                fleet.project().playbook().rollback(),
                new Release(newest, "", 0, 0),
                targets.parts(),
                survey.links(),
                destinations,
                targets.leftOut(List.of()),
                waivers(forced),
                Optional.empty(),
                fleet.time().now(),
                fleet.actor(),
                fleet.seed()));
    }
}
