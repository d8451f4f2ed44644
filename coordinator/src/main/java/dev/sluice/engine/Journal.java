package dev.sluice.engine;

import dev.sluice.rollout.RolloutEvent;
import java.util.List;

/**
 * Port: the record of one rollout, appended by one writer. After the first failure of a write or a sync it is dead for good: what the
 * disk holds is not known any more, and a sync that is tried again may succeed without having written anything.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends events as one group, and returns when all of them are on disk. The first event of a rollout is its {@code RolloutStarted}
     * with the digest of the frozen plan.
     *
     * @throws JournalException when that is not certain, or an event is nothing that could be read again; the journal is dead from here
     *     on
     */
    void append(List<RolloutEvent> events) throws JournalException;

    /** All events, in order: as read when it was opened, and appended since. A snapshot. */
    List<RolloutEvent> events();

    /** SHA-256 of the last record, hexadecimal; of the frozen plan while there is no record. It stands for the whole history. */
    String head();

    @Override
    void close() throws JournalException;
}
