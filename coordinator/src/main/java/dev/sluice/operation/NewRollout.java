package dev.sluice.operation;

import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.ReleaseContent;
import java.util.List;
import java.util.Optional;

/** The order in which every new rollout begins, whoever starts it. */
final class NewRollout {
    private final Fleet fleet;
    private final Front front;

    NewRollout(Fleet fleet, Front front) {
        this.fleet = fleet;
        this.front = front;
    }

    /** Makes the plan, while the fleet is locked and nothing is open. */
    @FunctionalInterface
    interface Preparation {
        /** @throws RefusedException with every reason not to begin */
        PreparedRollout prepare() throws RefusedException, JournalException;
    }

    /** Locks the fleet, prepares, has it approved, and runs it. */
    RolloutResult start(Preparation preparation)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        try (var lock = fleet.lock()) {
            refuseUnfinished();
            fleet.restrictions().refuseKnownFreeze();
            var hosts = fleet.hosts().size();
            front.doing("checking " + (hosts == 1 ? "1 host" : hosts + " hosts") + " of " + fleet.name());
            var prepared = preparation.prepare();
            // Only now: what this machine can refuse by itself is refused before any host is contacted.
            fleet.restrictions().refuseFrozen();
            return start(prepared, lock);
        }
    }

    /** The same where the fleet is locked and nothing is open. */
    RolloutResult start(PreparedRollout prepared, FleetLock lock)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        var plan = prepared.plan();
        if (plan.purpose() == Purpose.RELEASE && plan.alreadyLive()) {
            return new AlreadyLive(plan.release().id(), Optional.of(prepared));
        }
        front.approve(new Proposal.Start(prepared));
        try (var uploads = new Uploads(new ReleaseArtifacts(fleet).content(prepared))) {
            return run(plan, uploads.content(), lock);
        }
    }

    RolloutResult run(RolloutPlan plan, Optional<ReleaseContent> content, FleetLock lock)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        lock.heldFor(plan.id());
        var ended = fleet.rollouts(content).start(plan, Notifications.listener(fleet, front.listen(plan), plan));
        return new RolloutResult.Ran(ended, fleet.interruption().signal());
    }

    /** A rollout that was left unfinished comes first, unless another machine has ended it. */
    void refuseUnfinished() throws JournalException, RefusedException {
        if (fleet.store().unfinished(fleet.name()).isEmpty()) {
            return;
        }
        var unfinished = new RolloutSearch(fleet).open().rollout();
        if (unfinished.isPresent()) {
            throw unfinished(unfinished.get());
        }
    }

    private RefusedException unfinished(FoundRollout found) {
        var pending = PendingRollout.left(found.record());
        return new RefusedException(
                Reason.UNFINISHED,
                List.of("rollout " + found.record().plan().id() + " of " + fleet.name() + " was left unfinished: "
                        + pending.words().orElse("")),
                "sluice status shows it; " + String.join("; ", pending.next()));
    }
}
