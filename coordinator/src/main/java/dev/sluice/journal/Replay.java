package dev.sluice.journal;

import dev.sluice.rollout.RolloutEvent;
import java.util.List;

/**
 * The content of a journal.
 *
 * @param head SHA-256 of the last sound line; of the plan if there is none
 * @param length of the sound lines, in bytes
 * @param torn bytes after them that a crash left
 */
record Replay(List<RolloutEvent> events, String head, int length, int torn) {}
