package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.Restrictions;
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
     * What became of it.
     *
     * @param kept which hosts know of it, for other machines, and why others do not
     */
    public record Changed(Restrictions now, Results<Kept> kept) {}

    /** @param until when it ends by itself; empty until a person ends it */
    public Changed freeze(String message, Optional<Instant> until) throws RefusedException, JournalException {
        var now = fleet.time().now();
        var changed = fleet.restrictions()
                .change(known -> known.withFreeze(Optional.of(new Freeze(message, until)), now, fleet.actor()));
        return new Changed(changed.now(), changed.kept());
    }

    /** @throws RefusedException when the fleet is not frozen */
    public Changed unfreeze() throws RefusedException, JournalException {
        var now = fleet.time().now();
        var restrictions = fleet.restrictions();
        if (restrictions.current().freezeAt(now).isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, List.of(fleet.name() + " is not frozen"), "sluice status shows what is open");
        }
        var changed = restrictions.change(known -> known.withFreeze(Optional.empty(), now, fleet.actor()));
        return new Changed(changed.now(), changed.kept());
    }
}
