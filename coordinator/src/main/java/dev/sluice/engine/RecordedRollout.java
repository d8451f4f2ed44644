package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The text of each host's link at that time; a host whose link is in doubt is missing. One that was left alone differs until its link is mended, or a
     * rollout starts from its state.
     */
    public Map<HostName, String> links() {
        var state = state();
        var links = new HashMap<HostName, String>();
        for (var host : plan.hosts()) {
            var phase = state.host(host.name()).phase();
            if (phase.switched()) {
                links.put(host.name(), host.to().link());
            } else if (phase.asBefore() || phase == HostPhase.DIVERGED) {
                links.put(host.name(), host.from());
            }
        }
        return links;
    }
}
