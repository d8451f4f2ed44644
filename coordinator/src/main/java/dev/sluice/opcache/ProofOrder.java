package dev.sluice.opcache;

import dev.sluice.playbook.Proof;
import java.time.Duration;

/**
 * What must be proved.
 *
 * @param switchedAt when {@code current} was replaced, in the coordinator's elapsed time
 * @param method what was done since
 */
public record ProofOrder(String release, Proof settings, Duration switchedAt, MethodOutcome method) {}
