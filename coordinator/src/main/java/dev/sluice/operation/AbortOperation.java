package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.Requests.Request;
import dev.sluice.operation.Proposal.Deed;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.RolloutState.Demand;

/** Ends a rollout before its time: one that waits, was left, is another machine's, or runs in another process of this one. */
public final class AbortOperation {
    private final Fleet fleet;
    private final Front front;
    private final SteeredRollout rollout;

    public AbortOperation(Fleet fleet, Front front, RolloutChoice choice) {
        this.fleet = fleet;
        this.front = front;
        this.rollout = new SteeredRollout(fleet, front::note, choice);
    }

    /**
     * Ends it.
     *
     * @param by who wants it
     * @throws LockedException when a process works on the fleet: {@link #ask} it
     */
    public RolloutResult run(Demand demand, String by)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.steer((found, lock) -> {
            var takeover = new Takeover(fleet, front, found);
            var deed = demand == Demand.REVERT ? Deed.REVERT : Deed.LEAVE;
            return takeover.run(
                    deed,
                    takeover.reverting(),
                    lock,
                    (rollouts, plan, listener) -> rollouts.end(plan.id(), demand, by, listener));
        });
    }

    /** Asks the process that works on the fleet to end the rollout. */
    public RolloutResult ask(Demand demand, String by, LockedException locked)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.ask(new Request.Abort(fleet.time().now(), demand, by), locked);
    }
}
