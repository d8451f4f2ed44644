package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.OpenRollout;
import dev.sluice.engine.RolloutOpener;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;

/**
 * Opens records of rollouts that are continued by another plan than the one in the file: the same batches, with hosts and keys as the files of
 * this machine name them.
 */
public record ComparedPlan(RolloutOpener records, RolloutPlan plan) implements RolloutOpener {
    @Override
    public OpenRollout create(RolloutPlan created) throws LockedException, JournalException {
        return records.create(created);
    }

    @Override
    public OpenRollout open(RolloutId id) throws LockedException, JournalException {
        var open = records.open(id);
        return new OpenRollout(plan, open.planDigest(), open.journal(), open.directory(), open.notes());
    }
}
