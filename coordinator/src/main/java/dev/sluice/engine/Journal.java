package dev.sluice.engine;

import dev.sluice.rollout.RolloutEvent;
import java.util.List;

/**
 * Port: the record of one rollout, appended by one writer. After the first failure of a write or a sync it stays unusable: the content of the disk is
 * no longer known, and a repeated sync may succeed without having written anything.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends events as one group, and returns when all of them are on disk. The first event of a rollout is its {@code RolloutStarted}
     * with the digest of the frozen plan.
     *
     * @throws JournalException when that is not certain, or an event could not be read again; the journal is unusable from then on
     */
    void append(List<RolloutEvent> events) throws JournalException;

    /** A snapshot of all events in order: those read when the journal was opened, and those appended since. */
    List<RolloutEvent> events();

    /** SHA-256 of the last record, hexadecimal; of the frozen plan while the journal has no record. It identifies the whole history. */
    String head();

    @Override
    void close() throws JournalException;
}
