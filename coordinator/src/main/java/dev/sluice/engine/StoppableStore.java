package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import java.util.List;
import java.util.Optional;

/** Records whose journals tell a fail point of what is written to them. */
public final class StoppableStore implements RolloutStore {
    private final RolloutStore store;
    private final FailPoint failPoint;

    public StoppableStore(RolloutStore store, FailPoint failPoint) {
        this.store = store;
        this.failPoint = failPoint;
    }

    @Override
    public OpenRollout create(RolloutPlan plan) throws LockedException, JournalException {
        return stoppable(store.create(plan));
    }

    @Override
    public OpenRollout open(RolloutId id) throws LockedException, JournalException {
        return stoppable(store.open(id));
    }

    private OpenRollout stoppable(OpenRollout open) {
        var journal = new StoppableJournal(open.journal(), failPoint);
        return new OpenRollout(open.plan(), open.planDigest(), journal, open.directory(), open.notes());
    }

    @Override
    public FleetLock lock(FleetName fleet) throws LockedException, JournalException {
        return store.lock(fleet);
    }

    @Override
    public RecordedRollout read(RolloutId id) throws JournalException {
        return store.read(id);
    }

    @Override
    public List<FleetName> fleets() throws JournalException {
        return store.fleets();
    }

    @Override
    public List<RolloutId> rollouts(FleetName fleet) throws JournalException {
        return store.rollouts(fleet);
    }

    @Override
    public FleetHistory history(FleetName fleet) throws JournalException {
        return store.history(fleet);
    }

    @Override
    public Optional<RolloutId> unfinished(FleetName fleet) throws JournalException {
        return store.unfinished(fleet);
    }

    @Override
    public List<RolloutId> find(String prefix) throws JournalException {
        return store.find(prefix);
    }
}
