package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;

/** A store whose journals call a fail point for each record written. */
public final class StoppableStore implements RolloutOpener {
    private final RolloutOpener records;
    private final FailPoint failPoint;

    public StoppableStore(RolloutOpener records, FailPoint failPoint) {
        this.records = records;
        this.failPoint = failPoint;
    }

    @Override
    public OpenRollout create(RolloutPlan plan) throws LockedException, JournalException {
        return stoppable(records.create(plan));
    }

    @Override
    public OpenRollout open(RolloutId id) throws LockedException, JournalException {
        return stoppable(records.open(id));
    }

    private OpenRollout stoppable(OpenRollout open) {
        var journal = new StoppableJournal(open.journal(), failPoint);
        return new OpenRollout(open.plan(), open.planDigest(), journal, open.directory(), open.notes());
    }
}
