package dev.sluice.engine;

import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;

/**
 * Is told what happened, after it was journalled, in order, on a thread that serves listeners only: it can neither slow nor break a
 * rollout. What it throws is logged.
 */
@FunctionalInterface
public interface RolloutListener {
    /**
     * @param seq the record's number in the journal, from 0
     * @param state with the event folded in
     */
    void on(long seq, RolloutEvent event, RolloutState state);
}
