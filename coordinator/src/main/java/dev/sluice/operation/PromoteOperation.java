package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.operation.Proposal.Deed;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.HoldExpiry;
import dev.sluice.rollout.RolloutPhase;
import java.util.List;
import java.util.Optional;

/** Opens the gate at which a rollout waits, and continues to the next hold or to the end. */
public final class PromoteOperation {
    private final Fleet fleet;
    private final Front front;
    private final SteeredRollout rollout;

    public PromoteOperation(Fleet fleet, Front front, RolloutChoice choice) {
        this.fleet = fleet;
        this.front = front;
        this.rollout = new SteeredRollout(fleet, front::note, choice);
    }

    /**
     * Continues it.
     *
     * @param by who approved it
     * @param accepted why a person accepts that the playbook is another one here
     * @param override why it continues although the window is closed
     * @throws RefusedException when it does not wait for promotion, or does so no more, outside the window, or when its record names what the files here do not
     */
    public RolloutResult run(String by, Optional<String> accepted, Optional<String> override)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.steer((found, lock) -> {
            var state = found.record().state();
            if (state.phase() != RolloutPhase.HELD) {
                throw SteeredRollout.misfit(found.record(), "does not wait for promotion");
            }
            refuseLate(found.record());
            refuseStarter(found.record());
            var takeover = new Takeover(fleet, front, found);
            var going = takeover.goingOn(accepted);
            takeover.refuseRestricted(going, override);
            takeover.refuseChanged(going);
            return takeover.run(
                    Deed.PROMOTE,
                    going,
                    lock,
                    (rollouts, plan, listener) -> rollouts.promote(
                            plan.id(),
                            state.batch(),
                            Acceptance.words(by, accepted),
                            fleet.actor(),
                            override,
                            listener));
        });
    }

    private void refuseStarter(RecordedRollout record) throws RefusedException {
        if (!fleet.approver().allows(fleet.actor(), record.plan().actor())) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("rollout " + record.plan().id() + " was started by the same person or program"),
                    "another one has to promote it: sluice.yml has approver: another");
        }
    }

    /** The approval was asked for until a time; what was seen until then shows little of now. */
    private void refuseLate(RecordedRollout record) throws RefusedException {
        var ended =
                new HoldExpiry(record.plan()).over(record.state(), fleet.time().now());
        if (ended.isPresent()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("rollout " + record.plan().id() + " could be promoted until "
                            + ended.get().at()),
                    String.join("; ", PendingRollout.next(record.plan().id(), ended.get())));
        }
    }
}
