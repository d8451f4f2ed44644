package dev.sluice.opcache;

import dev.sluice.endpoint.Purpose;
import dev.sluice.host.Timekeeper;
import dev.sluice.playbook.Opcache;

/** Does nothing: for a site whose web server resolves the root once a request, or without OPcache. */
public final class NoMethod implements CacheMethod {
    private final EndpointClient endpoint;
    private final ProofTime bound;
    private final Timekeeper time;

    public NoMethod(EndpointClient endpoint, ProofTime bound, Timekeeper time) {
        this.endpoint = endpoint;
        this.bound = bound;
        this.time = time;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException {
        var state = new Polling(time, bound).answer(() -> endpoint.status(release));
        var restarts = state.opcache().restarts();
        return new MethodOutcome(Opcache.Method.NONE, restarts, restarts);
    }
}
