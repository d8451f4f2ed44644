package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.RolloutStore;
import dev.sluice.host.Timekeeper;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.RolloutState;
import java.time.Duration;
import java.util.List;

/** Follows a rollout that another process runs, by reading its record; changes nothing. */
public record RolloutWatch(RolloutStore store, FleetName fleet, Timekeeper time) {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** A process that has just taken the lock has not written yet for what; more than it needs. */
    private static final int LEFT_AFTER = 3;

    /**
     * Hands over each event, those of the past first, until the rollout ends, waits for a person, or no process runs it any more.
     *
     * @return the record as it was then
     */
    public RecordedRollout follow(RolloutId id, RolloutListener listener)
            throws JournalException, InterruptedException {
        var record = store.read(id);
        var state = RolloutState.replay(record.plan(), List.of());
        int seen = 0;
        int alone = 0;
        while (true) {
            for (; seen < record.events().size(); seen++) {
                var event = record.events().get(seen);
                state = event.applyTo(state);
                listener.on(seen, event, state);
            }
            alone = runs(record) ? 0 : alone + 1;
            if (state.phase().terminal() || state.phase().waitsForPerson() || alone >= LEFT_AFTER) {
                return record;
            }
            time.pause(EVERY);
            record = store.read(id);
        }
    }

    private boolean runs(RecordedRollout record) throws JournalException {
        return new PendingRollout(record, store.holder(fleet)).process().isPresent();
    }
}
