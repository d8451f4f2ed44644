package dev.sluice.engine;

import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A rollout as its record described it when it was read, possibly while another process was writing it.
 *
 * @param head SHA-256 of the last record, hexadecimal
 * @param origin the host that the copy came from; empty if only this machine wrote the record
 * @param notes for people about the record
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

    /** The state of the rollout at that time. */
    public RolloutState state() {
        return RolloutState.replay(plan, events);
    }
}
