package dev.sluice.opcache;

import dev.sluice.endpoint.Purpose;
import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.ProofOutcome.Reason;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** One host's PHP after a switch: the method that was chosen for it is applied, and the release proved. */
final class RefreshAndProve {
    private static final Set<Kind> RESET_HELPS =
            EnumSet.of(Kind.UNKNOWN_OPERATION, Kind.OLD_SCRIPTS_LOADED, Kind.UNMARKABLE);

    private final EndpointClient endpoint;
    private final Proof proof;
    private final Purpose purpose;
    private final ReloadMethod.Command reload;
    private final Timekeeper time;
    private final ExecutorService threads;

    /** @param proof the playbook's settings; in a revert a busy worker is waited for rather than a failure */
    RefreshAndProve(
            EndpointClient endpoint,
            Proof proof,
            Purpose purpose,
            ReloadMethod.Command reload,
            Timekeeper time,
            ExecutorService threads) {
        this.endpoint = endpoint;
        this.proof = purpose == Purpose.REVERT && proof.busy() == Busy.FAIL ? waiting(proof) : proof;
        this.purpose = purpose;
        this.reload = reload;
        this.time = time;
        this.threads = threads;
    }

    private static Proof waiting(Proof proof) {
        return new Proof(proof.workers(), proof.within(), Busy.WAIT, proof.busyFor());
    }

    /** What was done in the end, and what the workers answered then. */
    record Refreshed(MethodOutcome done, ProofEvidence evidence) {}

    Refreshed refresh(String release, Method method) throws EndpointException, InterruptedException, ProofException {
        var order = new Order(release, time.elapsed());
        try {
            return proved(order, done(release, method));
        } catch (EndpointException e) {
            var busy = e.kind() == Kind.WORKERS_BUSY || e.kind() == Kind.RESET_PENDING;
            if (busy && proof.busy() == Busy.RELOAD) {
                return reloaded(order);
            }
            throw e;
        }
    }

    private MethodOutcome done(String release, Method method) throws EndpointException, InterruptedException {
        try {
            return method(method).apply(release, purpose);
        } catch (EndpointException e) {
            if (RESET_HELPS.contains(e.kind())) {
                return method(Method.RESET).apply(release, purpose);
            }
            throw e;
        }
    }

    private record Order(String release, Duration switchedAt) {}

    private Refreshed proved(Order order, MethodOutcome done)
            throws EndpointException, InterruptedException, ProofException {
        var outcome = new ReleaseProof(endpoint, threads, time)
                .prove(new ProofOrder(order.release(), proof, order.switchedAt(), done));
        if (outcome instanceof ProofOutcome.Proved proved) {
            return new Refreshed(done, proved.evidence());
        }
        var not = (ProofOutcome.NotProved) outcome;
        if (not.reason() == Reason.BUSY && proof.busy() == Busy.RELOAD && done.method() != Method.RELOAD) {
            return reloaded(order);
        }
        throw new ProofException("it is not proved that PHP serves " + order.release(), not.seen(), not.next());
    }

    private Refreshed reloaded(Order order) throws EndpointException, InterruptedException, ProofException {
        return proved(order, method(Method.RELOAD).apply(order.release(), purpose));
    }

    private CacheMethod method(Method method) {
        return switch (method) {
            case RESET -> new ResetMethod(endpoint, time, patience());
            case INVALIDATE -> new InvalidateMethod(endpoint, proof, threads, time);
            case RELOAD -> new ReloadMethod(endpoint, reload, time, proof.within());
            case NONE -> new NoMethod(endpoint, time);
            case AUTO -> throw new IllegalArgumentException("a method has to be chosen first");
        };
    }

    private Duration patience() {
        return proof.busy() == Busy.WAIT ? proof.busyFor() : proof.within();
    }
}
