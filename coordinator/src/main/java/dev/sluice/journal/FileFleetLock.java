package dev.sluice.journal;

import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.RolloutId;
import java.io.IOException;

/** A fleet's lock; its file contains the holder. */
record FileFleetLock(HeldLock lock, String holder) implements FleetLock {
    @Override
    public void heldFor(RolloutId rollout) throws JournalException {
        try {
            lock.heldBy(holder + ", rollout " + rollout);
        } catch (IOException e) {
            throw new JournalException("the lock of the fleet cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws JournalException {
        try {
            lock.close();
        } catch (IOException e) {
            throw new JournalException("the lock of the fleet cannot be released: " + e.getMessage(), e);
        }
    }
}
