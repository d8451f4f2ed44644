package dev.sluice.endpoint;

import java.util.List;

/**
 * The process that answered.
 *
 * @param start distinguishes two processes of one number, and nothing else; 0 where it is not visible
 * @param master its parent process: processes of one master share one cache
 * @param sapi PHP's name of it, such as {@code fpm-fcgi}
 * @param zts threads share the process, so that a reset is not safe (frankenphp #2638)
 * @param pool FPM's name of the pool; empty where there is none
 * @param workers all workers of the pool; empty where they are not visible
 */
public record EndpointWorker(
        int pid, long start, int master, String sapi, boolean zts, String pool, List<PoolWorker> workers) {
    public EndpointWorker {
        workers = List.copyOf(workers);
    }
}
