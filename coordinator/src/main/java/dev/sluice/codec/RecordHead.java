package dev.sluice.codec;

import dev.sluice.plan.RolloutId;

/**
 * What a signature vouches for: a record from its plan up to one line. The leases' tokens are in those lines.
 *
 * @param project the id in the inventory; empty where it has none
 * @param fleet {@code <inventory>/<site>}
 * @param plan SHA-256 of the plan's text, hexadecimal
 * @param records how many lines of the journal
 * @param head SHA-256 of the last of them, hexadecimal
 */
public record RecordHead(String project, String fleet, RolloutId rollout, String plan, int records, String head) {}
