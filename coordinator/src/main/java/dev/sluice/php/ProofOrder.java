package dev.sluice.php;

import dev.sluice.playbook.Proof;
import java.time.Instant;

/**
 * What is to be proved.
 *
 * @param switchedAt when {@code current} was replaced, by the coordinator's clock
 * @param method what was done since
 */
public record ProofOrder(String release, Proof settings, Instant switchedAt, MethodOutcome method) {}
