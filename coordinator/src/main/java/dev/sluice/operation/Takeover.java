package dev.sluice.operation;

import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.inventory.Host;
import dev.sluice.operation.Proposal.Deed;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.ContinueCheck;
import dev.sluice.readiness.DoneHosts;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.step.ReleaseContent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The order in which every unfinished rollout is taken over, whoever does it and for whatever: compared, approved, stored, claimed, run. Nothing is
 * stored before it is approved.
 */
final class Takeover {
    private final Fleet fleet;
    private final Front front;
    private final FoundRollout found;

    Takeover(Fleet fleet, Front front, FoundRollout found) {
        this.fleet = fleet;
        this.front = front;
        this.found = found;
    }

    /** What is done with a rollout that was claimed. */
    @FunctionalInterface
    interface Action {
        Rollouts.Ended on(Rollouts rollouts, RolloutPlan plan, RolloutListener listener)
                throws JournalException, LockedException, InterruptedException;
    }

    /**
     * The plan that is continued.
     *
     * @param accepted why a person accepts that the playbook is another one here
     * @throws RefusedException with every difference between the record of another machine and the files of this one
     */
    RolloutPlan goingOn(Optional<String> accepted) throws RefusedException {
        var plan = found.record().plan();
        if (found.isForeign()) {
            return foreign(plan).goingOn(accepted);
        }
        if (accepted.isPresent()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--accept-changes cannot apply: this machine made the record of " + plan.id()
                            + ", which continues with the playbook in it"),
                    "run the same command without --accept-changes and --reason");
        }
        return plan;
    }

    /**
     * A rollout continues while the fleet is not frozen, and inside its window only, unless a person overrides the window with a reason.
     *
     * @throws RefusedException with when it may continue
     */
    void refuseRestricted(RolloutPlan plan, Optional<String> override) throws RefusedException, JournalException {
        if (plan.obeysFreeze() && !ContinueCheck.mustNotWait(found.record().state())) {
            fleet.restrictions().refuseFrozen();
        }
        if (override.isEmpty() && plan.window().isPresent()) {
            new ContinueCheck(plan, new WindowChecks(fleet).times())
                    .refuse(found.record().state(), fleet.time().now());
        }
    }

    /**
     * What waits for a person may wait for hours, in which others can change a host that was done.
     *
     * @throws RefusedException when one has another release now
     */
    void refuseChanged(RolloutPlan plan) throws RefusedException {
        var state = found.record().state();
        if (ContinueCheck.mustNotWait(state)) {
            return;
        }
        var done = new DoneHosts(plan, state);
        var asked = done.hosts().stream().filter(fleet.scope()::contains).toList();
        done.refuse(fleet.survey(asked));
    }

    /** @throws RefusedException where the files that it has to equal have errors */
    private ForeignPlan foreign(RolloutPlan plan) throws RefusedException {
        if (fleet.project().isFromFiles()) {
            return ForeignPlan.of(plan, fleet.project());
        }
        throw new RefusedException(
                Reason.INVALID,
                List.of("the record of " + plan.id() + " comes from another machine ("
                        + found.record().origin().orElse("?")
                        + "): it counts only where it equals inventory and playbook, and those have errors"),
                "nothing was changed; mend the files, and run the same command again");
    }

    /**
     * The plan whose hosts are reverted, or left.
     *
     * @throws RefusedException where hosts or the endpoint of the record of another machine differ from the files of this one
     */
    RolloutPlan reverting() throws RefusedException {
        var plan = found.record().plan();
        return found.isForeign() ? foreign(plan).reverting() : plan;
    }

    /**
     * Does what the playbook requires when no one promoted the rollout in time.
     *
     * @param accepted why a person accepts that the playbook is another one here
     */
    RolloutResult holdEnded(HoldDeadline ended, Optional<String> accepted, String by, FleetLock lock)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        Action resume = (rollouts, plan, listener) -> rollouts.resume(plan.id(), by, listener);
        return switch (ended.then()) {
            case WAIT -> new RolloutResult.Expired(found.record(), ended);
            case REVERT -> run(Deed.REVERT, reverting(), lock, resume);
            case PROMOTE -> {
                var plan = goingOn(accepted);
                refuseChanged(plan);
                yield run(Deed.RESUME, plan, lock, resume);
            }
        };
    }

    RolloutResult run(Deed deed, RolloutPlan plan, FleetLock lock, Action action)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return run(deed, plan, Optional.empty(), lock, action);
    }

    /** @param missing for hosts that do not have the release yet */
    RolloutResult run(Deed deed, RolloutPlan plan, Optional<ReleaseContent> missing, FleetLock lock, Action action)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        refuseLimited(plan);
        front.approve(new Proposal.TakeOver(deed, plan, found));
        lock.heldFor(plan.id());
        claim();
        var ended =
                action.on(fleet.rollouts(missing, plan), plan, Notifications.listener(fleet, front.listen(plan), plan));
        return new RolloutResult.Ran(ended, fleet.interruption().signal());
    }

    /** Stores what was found, and makes sure that no other coordinator continues it. */
    private void claim() throws JournalException, RefusedException {
        if (found.fetched().isPresent()) {
            fleet.copies().store(fleet.name(), found.fetched().get());
        }
        new Claim(fleet, found.record()).make();
    }

    /** A host that is excluded counts as one that cannot be reached. A limit would make that of all others. */
    private void refuseLimited(RolloutPlan plan) throws RefusedException {
        var scope = fleet.scope();
        var outside = plan.hosts().stream()
                .map(HostPlan::host)
                .filter(host -> !scope.contains(host) && !scope.excludes(host))
                .toList();
        if (!outside.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("rollout " + plan.id() + " is one of " + names(outside) + " too"),
                    "a rollout continues as a whole: run it without --limit, and leave out broken hosts with --exclude");
        }
    }

    static String names(List<Host> hosts) {
        return hosts.stream().map(host -> host.name().value()).collect(Collectors.joining(", "));
    }
}
