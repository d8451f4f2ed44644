package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.RecordCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: records that leave this machine, and come to it. Whoever stores one holds the fleet's lock. */
public interface RecordCopies {
    /** The record as it is now, perhaps while somebody writes it: whole lines only, signed up to the last of them where there is a key. */
    RecordCopy export(FleetName fleet, RolloutId id) throws JournalException;

    /** How many bytes of whole lines the journal here has; -1 where the rollout is not known. */
    long length(FleetName fleet, RolloutId id) throws JournalException;

    /**
     * Checks copies and stores nothing. A copy counts up to the head that a trusted key signed; one that does not verify is passed over.
     *
     * @param copies by the host that each comes from
     * @throws JournalException when two that verify went on in different ways, or the record that is here cannot be read
     */
    Examined examine(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies) throws JournalException;

    /** Stores what {@link #examine} found, as a record that comes from elsewhere. */
    void store(FleetName fleet, BroughtRecord brought) throws JournalException;

    /**
     * What became of several copies.
     *
     * @param longest the one that goes on furthest, where it goes on from the record that is here, or none is here
     * @param notes for people: which copies were passed over and why
     */
    record Examined(Optional<BroughtRecord> longest, List<String> notes) {
        public Examined {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A record that a trusted key vouches for, and that is not stored here.
     *
     * @param copy cut at its signed head
     * @param known how many records of it are here already
     */
    record BroughtRecord(RecordCopy copy, RecordedRollout record, int known) {
        /** The host that had the copy. */
        public String from() {
            return record.origin().orElseThrow();
        }
    }
}
