package dev.sluice.endpoint;

import java.util.Optional;

/**
 * What the worker that answered sees.
 *
 * @param op the request's operation
 * @param facts with {@link Operation#FACTS} only
 * @param work with {@link Operation#WARM} and {@link Operation#INVALIDATE} only
 */
public record EndpointState(
        String nonce,
        Operation op,
        long time,
        ServedRelease release,
        EndpointWorker worker,
        Opcache opcache,
        Optional<EndpointFacts> facts,
        Optional<CacheWork> work)
        implements EndpointAnswer {
    /** What a worker sees that did not work on the cache. */
    public EndpointState(
            String nonce,
            Operation op,
            long time,
            ServedRelease release,
            EndpointWorker worker,
            Opcache opcache,
            Optional<EndpointFacts> facts) {
        this(nonce, op, time, release, worker, opcache, facts, Optional.empty());
    }

    /** The cache that the worker shares with the others of its master. */
    public record Opcache(OpcacheSettings settings, OpcacheRestarts restarts, OpcacheMemory memory) {}
}
