package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;

/** Port: creates records and opens them for writing. The caller holds the fleet's lock. */
public interface RolloutOpener {
    /** Freezes a plan and creates its empty journal. When it returns, both survive a loss of power. */
    OpenRollout create(RolloutPlan plan) throws LockedException, JournalException;

    /**
     * Opens a record to continue it. An incomplete last record, left by a crash, is cut off, kept beside the journal, and noted.
     *
     * @throws LockedException when it is open already
     * @throws JournalDamagedException when anything else is wrong with it
     * @throws JournalException when the rollout does not exist, or a newer Sluice wrote it
     */
    OpenRollout open(RolloutId id) throws LockedException, JournalException;
}
