package dev.sluice.codec;

import dev.sluice.plan.RolloutId;

/**
 * What a signature covers: a record from its plan up to one line. Those lines contain the tokens of the leases.
 *
 * @param project the id in the inventory; empty if it has none
 * @param fleet {@code <inventory>/<site>}
 * @param plan SHA-256 of the plan's text, hexadecimal
 * @param records the number of lines of the journal
 * @param head SHA-256 of the last line, hexadecimal
 */
public record RecordHead(String project, String fleet, RolloutId rollout, String plan, int records, String head) {}
