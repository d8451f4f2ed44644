package dev.sluice.engine;

import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A rollout as its record had it when it was read, perhaps while somebody else was writing it.
 *
 * @param head SHA-256 of the last record, hexadecimal
 * @param origin the host whose copy it was taken from; empty for one that only this machine wrote
 * @param notes what a person should know about the record
 */
public record RecordedRollout(
        RolloutPlan plan,
        List<RolloutEvent> events,
        String head,
        Path directory,
        Optional<String> origin,
        List<String> notes) {
    public RecordedRollout {
        events = List.copyOf(events);
        notes = List.copyOf(notes);
    }

    /** Where it stood. */
    public RolloutState state() {
        return RolloutState.replay(plan, events);
    }
}
