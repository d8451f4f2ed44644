package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.RecordCopy;
import java.util.List;
import java.util.Map;

/** Port: records that leave this machine, and come to it. Whoever takes one in holds the fleet's lock. */
public interface RecordCopies {
    /** The record as it stands, perhaps while somebody writes it: whole lines only. */
    RecordCopy export(FleetName fleet, RolloutId id) throws JournalException;

    /**
     * Takes in the longest of several copies, if it goes on where the record that is here ends, or if there is none here.
     *
     * @param copies by the host that each comes from
     * @throws JournalDamagedException when there is a copy and none of them can be used, or the record that is here cannot be read
     * @throws JournalException when two of them went on in different ways, or a newer Sluice wrote one
     */
    Taken take(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies) throws JournalException;

    /**
     * What became of it.
     *
     * @param records how many the record here has now
     * @param notes for people: where it comes from, and which copies were passed over and why
     */
    record Taken(int records, List<String> notes) {
        public Taken {
            notes = List.copyOf(notes);
        }
    }
}
