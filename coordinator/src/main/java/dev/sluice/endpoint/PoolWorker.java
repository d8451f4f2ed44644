package dev.sluice.endpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * A worker of the pool, as one of them sees it.
 *
 * @param start distinguishes two processes of one number, and nothing else; 0 where it is not visible
 * @param busy for how long it has been at its request, zero when it is idle; empty where that is not visible, as with FPM
 */
public record PoolWorker(int pid, long start, Optional<Duration> busy) {}
