package dev.sluice.opcache;

/**
 * What must be proved.
 *
 * @param time how long it may take
 * @param method what was done since
 */
public record ProofOrder(String release, ProofTime time, MethodOutcome method) {}
