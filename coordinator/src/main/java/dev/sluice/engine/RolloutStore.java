package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.Optional;

/**
 * Port: the records of all rollouts. Reading needs no lock and changes nothing; whoever creates or opens a record holds the fleet's lock.
 */
public interface RolloutStore extends RolloutOpener {
    /**
     * Takes the lock of a fleet, without waiting.
     *
     * @throws LockedException when somebody holds it; it says who
     */
    FleetLock lock(FleetName fleet) throws LockedException, JournalException;

    /** Reads a record; somebody may be writing it. */
    RecordedRollout read(RolloutId id) throws JournalException;

    /** Every fleet that has a record. */
    List<FleetName> fleets() throws JournalException;

    /** Ids of a fleet's rollouts, sound or not, in order. */
    List<RolloutId> rollouts(FleetName fleet) throws JournalException;

    /** The rollouts of a fleet; of those that are finished only the ends are read. */
    FleetHistory history(FleetName fleet) throws JournalException;

    /**
     * The newest rollout of a fleet that is not finished.
     *
     * @throws JournalDamagedException when a record of the fleet cannot be read, so that nobody can tell
     */
    Optional<RolloutId> unfinished(FleetName fleet) throws JournalException;

    /**
     * Names this store for hosts, hexadecimal and the same for ever: a lease that an ended process took is known again by it. Empty where that
     * cannot be kept.
     */
    String identity();

    /** Every rollout whose id begins like this: one, if the prefix is a good one. */
    List<RolloutId> find(String prefix) throws JournalException;
}
