package dev.sluice.endpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * A worker of the pool, as one of them sees it.
 *
 * @param start tells two processes of one number apart, and nothing else; 0 where it is not to be seen
 * @param busy for how long it has been at its request, zero when it is idle; empty where that is not to be seen, as with FPM
 */
public record PoolWorker(int pid, long start, Optional<Duration> busy) {}
