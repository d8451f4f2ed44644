package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.Optional;

/** Port: the records of all rollouts. Reading needs no lock and changes nothing; a caller that creates or opens a record holds the fleet's lock. */
public interface RolloutStore extends RolloutOpener {
    /**
     * Takes the lock of a fleet, without waiting.
     *
     * @throws LockedException when another process holds it; the message names the holder
     */
    FleetLock lock(FleetName fleet) throws LockedException, JournalException;

    /**
     * The process of this machine that works on a fleet now, such as {@code pid 4711, user deploy, since 2026-11-22T20:30:00Z, rollout r-7f3a09bc};
     * empty where none does. It is asked without taking the lock.
     */
    Optional<String> holder(FleetName fleet) throws JournalException;

    /** Reads a record, possibly while another process writes it. */
    RecordedRollout read(RolloutId id) throws JournalException;

    /** Every fleet that has a record. */
    List<FleetName> fleets() throws JournalException;

    /** Ids of a fleet's rollouts, in order, including those whose record is damaged. */
    List<RolloutId> rollouts(FleetName fleet) throws JournalException;

    /** The rollouts of a fleet; of finished ones only the end of the record is read. */
    FleetHistory history(FleetName fleet) throws JournalException;

    /**
     * The newest rollout of a fleet that is not finished.
     *
     * @throws JournalDamagedException when a record of the fleet cannot be read, so that the result is not certain
     */
    Optional<RolloutId> unfinished(FleetName fleet) throws JournalException;

    /**
     * Identifies this store to hosts, in hexadecimal. It never changes: a lease taken by a process that has ended is recognized by it. Empty if it
     * cannot be stored.
     */
    String identity();

    /** Every rollout whose id starts with the prefix; exactly one if the prefix is unique. */
    List<RolloutId> find(String prefix) throws JournalException;

    /**
     * Removes the record of a rollout that is over, with all that belongs to it. The caller holds the fleet's lock.
     *
     * @throws JournalException also when it is not over
     */
    void remove(RolloutId id) throws JournalException;
}
