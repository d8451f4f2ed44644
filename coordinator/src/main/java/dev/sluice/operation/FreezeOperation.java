package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.operation.Notice.Kind;
import dev.sluice.plan.Restrictions.Freeze;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.KeepRestrictions.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Freezes a fleet, and ends that: nothing begins, and a rollout that runs opens no further batch. It needs no lock of the fleet. */
public final class FreezeOperation {
    private final Fleet fleet;

    public FreezeOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Freezes it from now on, and notifies those that want to know.
     *
     * @param until when it ends by itself; empty until a person ends it
     * @return which hosts know of it, for other machines, and why others do not
     */
    public Results<Kept> freeze(String message, Optional<Instant> until) throws RefusedException, JournalException {
        var now = fleet.time().now();
        var kept = fleet.restrictions()
                .change(known -> known.withFreeze(Optional.of(new Freeze(message, until)), now, fleet.actor()));
        Notifications.of(fleet)
                .send(new Notice(
                        now,
                        Kind.FROZEN,
                        fleet.name(),
                        "freeze",
                        "frozen by " + fleet.actor()
                                + until.map(end -> " until " + end).orElse("") + ": " + message));
        return kept;
    }

    /**
     * Ends it.
     *
     * @return which hosts know of it, for other machines, and why others do not
     * @throws RefusedException when the fleet is not frozen
     */
    public Results<Kept> unfreeze() throws RefusedException, JournalException {
        var now = fleet.time().now();
        var restrictions = fleet.restrictions();
        if (restrictions.current().freezeAt(now).isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, List.of(fleet.name() + " is not frozen"), "sluice status shows what is open");
        }
        return restrictions.change(known -> known.withFreeze(Optional.empty(), now, fleet.actor()));
    }
}
