package dev.sluice.opcache;

import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.playbook.Opcache;
import java.time.Duration;

/**
 * Evidence that PHP serves a release.
 *
 * @param method what was done after the switch
 * @param proved workers whose last answer named the release by all three ways, with no restart pending
 * @param seen workers of the pool, as far as they are visible
 * @param answers that the endpoint gave
 * @param before the cache's counters before the method
 * @param after the same in the last answer
 * @param took the proof alone
 */
public record ProofEvidence(
        String release,
        Opcache.Method method,
        int proved,
        int seen,
        int answers,
        OpcacheRestarts before,
        OpcacheRestarts after,
        Duration took) {}
