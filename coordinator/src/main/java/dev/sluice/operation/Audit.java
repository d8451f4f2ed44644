package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads records whole, each checksum and the whole chain of each, and changes nothing. */
public record Audit(RolloutStore store, FleetName fleet) {
    /**
     * What became of one record.
     *
     * @param records how many it has; 0 where it is not sound
     * @param head SHA-256 of the last one, hexadecimal; empty where it is not sound
     * @param problem why it cannot be relied on
     * @param notes what a person should know of a sound one, such as an end that a crash tore
     */
    public record Verdict(RolloutId rollout, int records, String head, Optional<String> problem, List<String> notes) {
        public Verdict {
            notes = List.copyOf(notes);
        }
    }

    /** @param prefix of the ids that are meant */
    public List<Verdict> verify(String prefix) throws JournalException {
        var verdicts = new ArrayList<Verdict>();
        for (var id : store.rollouts(fleet)) {
            if (id.value().startsWith(prefix)) {
                verdicts.add(verify(id));
            }
        }
        return List.copyOf(verdicts);
    }

    private Verdict verify(RolloutId id) {
        try {
            var record = store.read(id);
            return new Verdict(id, record.events().size(), record.head(), Optional.empty(), record.notes());
        } catch (JournalException e) {
            return new Verdict(id, 0, "", Optional.of(String.valueOf(e.getMessage())), List.of());
        }
    }
}
