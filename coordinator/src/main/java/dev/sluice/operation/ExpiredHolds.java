package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HoldExpiry;
import java.util.Optional;

/** Applies the end of a hold that no one promoted in time. Whatever runs without a person calls it often; it asks no host while nothing is due. */
public final class ExpiredHolds {
    private final Fleet fleet;
    private final Front front;

    public ExpiredHolds(Fleet fleet, Front front) {
        this.fleet = fleet;
        this.front = front;
    }

    /**
     * Continues or reverts the fleet's open rollout of this machine when its hold has ended.
     *
     * @return empty when no hold has ended; {@link RolloutResult.Expired} when one has, and the rollout waits on
     * @throws LockedException when a process works on the fleet
     */
    public Optional<RolloutResult> apply()
            throws RefusedException, JournalException, LockedException, InterruptedException {
        var open = fleet.store().unfinished(fleet.name());
        if (open.isEmpty() || over(fleet.store().read(open.get())).isEmpty()) {
            return Optional.empty();
        }
        var choice = new RolloutChoice(Optional.of(open.get().value()), RolloutChoice.Reach.THIS_FLEET);
        return Optional.of(new SteeredRollout(fleet, front::note, choice).steer((found, lock) -> {
            var ended = over(found.record());
            return ended.isEmpty()
                    ? new RolloutResult.WaitsAlready(open.get())
                    : new Takeover(fleet, front, found).holdEnded(ended.get(), Optional.empty(), fleet.actor(), lock);
        }));
    }

    private Optional<HoldDeadline> over(RecordedRollout record) {
        return new HoldExpiry(record.plan()).over(record.state(), fleet.time().now());
    }
}
