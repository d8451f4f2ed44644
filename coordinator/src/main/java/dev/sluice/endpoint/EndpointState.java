package dev.sluice.endpoint;

import java.util.Optional;

/**
 * What the worker that answered sees.
 *
 * @param op the request's operation
 * @param facts with {@link Operation#FACTS} only
 */
public record EndpointState(
        String nonce,
        Operation op,
        long time,
        ServedRelease release,
        EndpointWorker worker,
        Opcache opcache,
        Optional<EndpointFacts> facts)
        implements EndpointAnswer {
    /** The cache that the worker shares with the others of its master. */
    public record Opcache(OpcacheSettings settings, OpcacheRestarts restarts, OpcacheMemory memory) {}
}
