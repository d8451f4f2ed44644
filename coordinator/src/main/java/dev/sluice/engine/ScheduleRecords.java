package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import dev.sluice.schedule.ScheduleEntry;
import java.util.List;

/** Port: what became of the starts of schedules. */
public interface ScheduleRecords {
    /**
     * Takes the right to start what is due for a fleet, without waiting, for this process, until it is closed or the process ends.
     *
     * @throws LockedException when another process has it
     */
    Turn take(FleetName fleet) throws LockedException, JournalException;

    /** All entries, in order; none where nothing was recorded. */
    List<ScheduleEntry> read(FleetName fleet) throws JournalException;

    /**
     * Adds an entry, and returns when it will survive a loss of power.
     *
     * @throws JournalException also when the start is settled already: none happens twice
     */
    void append(FleetName fleet, ScheduleEntry entry) throws JournalException;

    /** The right to start what is due. */
    interface Turn extends AutoCloseable {
        @Override
        void close() throws JournalException;
    }
}
