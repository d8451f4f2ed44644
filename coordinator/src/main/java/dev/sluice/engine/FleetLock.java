package dev.sluice.engine;

import dev.sluice.plan.RolloutId;

/** The right to work on one fleet, for this process, until it is closed or the process ends. */
public interface FleetLock extends AutoCloseable {
    /** Stores which rollout the lock is held for, so that others who try to take the lock can see it. */
    void heldFor(RolloutId rollout) throws JournalException;

    @Override
    void close() throws JournalException;
}
