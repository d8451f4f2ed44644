package dev.sluice.engine;

import dev.sluice.plan.RolloutId;

/** The right to work on one fleet, for this process, until it is closed or the process ends. */
public interface FleetLock extends AutoCloseable {
    /** Tells those who ask for the lock which rollout it is held for. */
    void heldFor(RolloutId rollout) throws JournalException;

    @Override
    void close() throws JournalException;
}
