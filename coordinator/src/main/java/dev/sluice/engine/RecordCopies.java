package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.RecordCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: exports records to other machines and imports them. A caller that stores one holds the fleet's lock. */
public interface RecordCopies {
    /**
     * Returns the record as it is now, possibly while a process writes it: whole lines only, and signed up to the last of them if the project has a
     * key.
     */
    RecordCopy export(FleetName fleet, RolloutId id) throws JournalException;

    /** Returns the size of the whole lines in the journal on this machine, in bytes; -1 if the rollout is unknown. */
    long length(FleetName fleet, RolloutId id) throws JournalException;

    /**
     * Checks copies and stores nothing. A copy counts up to the head that a trusted key signed; a copy that does not verify is skipped.
     *
     * @param copies by the host that each comes from
     * @throws JournalException when two verified copies contradict each other, or the local record cannot be read
     */
    Examined examine(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies) throws JournalException;

    /** Stores the result of {@link #examine} as a record that comes from another machine. */
    void store(FleetName fleet, FetchedRecord fetched) throws JournalException;

    /**
     * The result of examining several copies.
     *
     * @param longest the longest copy, if it continues the local record or no local record exists
     * @param notes for people: which copies were skipped and why
     */
    record Examined(Optional<FetchedRecord> longest, List<String> notes) {
        public Examined {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A record that a trusted key has signed, and that is not stored on this machine.
     *
     * @param copy cut at its signed head
     * @param known how many of its records are already stored on this machine
     */
    record FetchedRecord(RecordCopy copy, RecordedRollout record, int known) {
        /** The host that had the copy. */
        public String from() {
            return record.origin().orElseThrow();
        }
    }
}
