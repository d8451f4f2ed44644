package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;

/**
 * Receives events in order, after each was written to the journal, on a thread that serves listeners only: it can neither slow down nor break a
 * rollout. Its exceptions are logged.
 */
@FunctionalInterface
public interface RolloutListener {
    /**
     * @param seq the record's number in the journal, from 0
     * @param state after the event
     */
    void on(long seq, RolloutEvent event, RolloutState state);

    /**
     * How far an upload to a host is, some times a second; it is not part of the record.
     *
     * @param sent bytes before compression
     * @param total of the whole upload, nearly
     */
    default void uploading(HostName host, long sent, long total) {}
}
