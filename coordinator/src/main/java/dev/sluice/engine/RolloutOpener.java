package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;

/** Port: makes and opens records, to write to them. Whoever does holds the fleet's lock. */
public interface RolloutOpener {
    /** Freezes a plan and begins its journal, which is empty. When it returns, both would survive a loss of power. */
    OpenRollout create(RolloutPlan plan) throws LockedException, JournalException;

    /**
     * Opens a record to go on with it. A last record that a crash tore is cut off, kept beside the journal, and noted.
     *
     * @throws LockedException when it is open already
     * @throws JournalDamagedException when anything else is wrong with it
     * @throws JournalException when there is no such rollout, or a newer Sluice wrote it
     */
    OpenRollout open(RolloutId id) throws LockedException, JournalException;
}
