package dev.sluice.journal;

import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.RolloutId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet's lock; its file contains the holder.
 *
 * @param locks that of the fleet first, then those of the names that it had before
 */
record FileFleetLock(List<HeldLock> locks, String holder) implements FleetLock {
    FileFleetLock {
        locks = List.copyOf(locks);
    }

    @Override
    public void heldFor(RolloutId rollout) throws JournalException {
        try {
            for (var lock : locks) {
                lock.heldBy(holder + ", rollout " + rollout);
            }
        } catch (IOException e) {
            throw new JournalException("the lock of the fleet cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws JournalException {
        var failures = new ArrayList<IOException>();
        for (var lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var first = failures.get(0);
            throw new JournalException("the lock of the fleet cannot be released: " + first.getMessage(), first);
        }
    }
}
