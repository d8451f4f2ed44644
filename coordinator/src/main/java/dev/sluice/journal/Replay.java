package dev.sluice.journal;

import dev.sluice.rollout.RolloutEvent;
import java.util.List;

/**
 * What a journal holds.
 *
 * @param head SHA-256 of the last sound line; of the plan where there is none
 * @param length of the sound lines, in bytes
 * @param torn bytes behind them that a crash left
 */
record Replay(List<RolloutEvent> events, String head, int length, int torn) {}
