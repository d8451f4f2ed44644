package dev.sluice.php;

import dev.sluice.endpoint.Purpose;
import dev.sluice.engine.CodeRefresh.ProofException;
import dev.sluice.engine.Timekeeper;
import dev.sluice.php.EndpointException.Kind;
import dev.sluice.php.ProofOutcome.Reason;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;

/** One host's PHP after a switch: the method that was chosen for it is applied, and the release proved. */
final class HostPhp {
    private final EndpointClient endpoint;
    private final Opcache opcache;
    private final ReloadMethod.Command reload;
    private final Timekeeper time;
    private final ExecutorService threads;

    HostPhp(
            EndpointClient endpoint,
            Opcache opcache,
            ReloadMethod.Command reload,
            Timekeeper time,
            ExecutorService threads) {
        this.endpoint = endpoint;
        this.opcache = opcache;
        this.reload = reload;
        this.time = time;
        this.threads = threads;
    }

    /** What was done in the end, and what the workers said then. */
    record Refreshed(MethodOutcome done, ProofEvidence evidence) {}

    Refreshed refresh(String release, Method method, Purpose purpose)
            throws EndpointException, InterruptedException, ProofException {
        var order = new Order(release, purpose, time.now());
        try {
            return proved(order, method(method).apply(release, purpose));
        } catch (EndpointException e) {
            if (e.kind() == Kind.UNKNOWN_OPERATION) {
                return proved(order, method(Method.RESET).apply(release, purpose));
            }
            if (e.kind() == Kind.WORKERS_BUSY && opcache.proof().busy() == Busy.RELOAD) {
                return reloaded(order);
            }
            throw e;
        }
    }

    private record Order(String release, Purpose purpose, Instant switchedAt) {}

    private Refreshed proved(Order order, MethodOutcome done)
            throws EndpointException, InterruptedException, ProofException {
        var outcome = new ReleaseProof(endpoint, threads, time::pause, time::now)
                .prove(new ProofOrder(order.release(), opcache.proof(), order.switchedAt(), done));
        if (outcome instanceof ProofOutcome.Proved proved) {
            return new Refreshed(done, proved.evidence());
        }
        var not = (ProofOutcome.NotProved) outcome;
        if (not.reason() == Reason.BUSY && opcache.proof().busy() == Busy.RELOAD && done.method() != Method.RELOAD) {
            return reloaded(order);
        }
        throw new ProofException("it is not proved that PHP serves " + order.release(), not.seen(), not.next());
    }

    private Refreshed reloaded(Order order) throws EndpointException, InterruptedException, ProofException {
        return proved(order, method(Method.RELOAD).apply(order.release(), order.purpose()));
    }

    private CacheMethod method(Method method) {
        return switch (method) {
            case RESET -> new ResetMethod(endpoint, time::pause, time::now, patience());
            case INVALIDATE -> new InvalidateMethod(endpoint, opcache.proof(), threads, time::pause, time::now);
            case RELOAD ->
                new ReloadMethod(
                        endpoint,
                        reload,
                        time::pause,
                        time::now,
                        opcache.proof().within());
            case NONE -> new NoMethod(endpoint);
            case AUTO -> throw new IllegalArgumentException("a method has to be chosen first");
        };
    }

    private Duration patience() {
        var proof = opcache.proof();
        return proof.busy() == Busy.WAIT ? proof.busyFor() : proof.within();
    }
}
