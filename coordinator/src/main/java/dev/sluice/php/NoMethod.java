package dev.sluice.php;

import dev.sluice.endpoint.Purpose;
import dev.sluice.playbook.Opcache;

/** Leaves the cache alone: for a site whose web server resolves the root once a request, or without OPcache. */
public final class NoMethod implements CacheMethod {
    private final EndpointClient endpoint;

    public NoMethod(EndpointClient endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException {
        var restarts = endpoint.status(release).opcache().restarts();
        return new MethodOutcome(Opcache.Method.NONE, restarts, restarts);
    }
}
