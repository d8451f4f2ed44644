package dev.sluice.opcache;

import dev.sluice.endpoint.Purpose;
import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.ProofOutcome.Reason;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** One host's PHP after a switch: the method that was chosen for it is applied, and the release proved. */
final class RefreshAndProve {
    private static final Set<Kind> RESET_HELPS =
            EnumSet.of(Kind.UNKNOWN_OPERATION, Kind.OLD_SCRIPTS_LOADED, Kind.UNMARKABLE);

    private final EndpointClient endpoint;
    private final ProofTime bound;
    private final Purpose purpose;
    private final ReloadMethod.Command reload;
    private final Timekeeper time;
    private final ExecutorService threads;

    /** @param bound for all of it, as {@link #time} makes it */
    RefreshAndProve(
            EndpointClient endpoint,
            ProofTime bound,
            Purpose purpose,
            ReloadMethod.Command reload,
            Timekeeper time,
            ExecutorService threads) {
        this.endpoint = endpoint;
        this.bound = bound;
        this.purpose = purpose;
        this.reload = reload;
        this.time = time;
        this.threads = threads;
    }

    /** In a revert a busy worker is waited for rather than a failure. */
    static ProofTime time(Proof proof, Purpose purpose, Timekeeper time) {
        var settings = purpose == Purpose.REVERT && proof.busy() == Busy.FAIL
                ? new Proof(proof.workers(), proof.within(), Busy.WAIT, proof.busyFor())
                : proof;
        return new ProofTime(settings, time.elapsed(), time);
    }

    /** What was done in the end, and what the workers answered then. */
    record Refreshed(MethodOutcome done, ProofEvidence evidence) {}

    Refreshed refresh(String release, Method method) throws EndpointException, InterruptedException, ProofException {
        try {
            return proved(release, done(release, method));
        } catch (EndpointException e) {
            var busy = e.kind() == Kind.WORKERS_BUSY || e.kind() == Kind.RESET_PENDING;
            if (busy && bound.settings().busy() == Busy.RELOAD) {
                return reloaded(release);
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

    private Refreshed proved(String release, MethodOutcome done)
            throws EndpointException, InterruptedException, ProofException {
        var outcome = new ReleaseProof(endpoint, threads, time).prove(new ProofOrder(release, bound, done));
        if (outcome instanceof ProofOutcome.Proved proved) {
            return new Refreshed(done, proved.evidence());
        }
        var not = (ProofOutcome.NotProved) outcome;
        if (not.reason() == Reason.BUSY && bound.settings().busy() == Busy.RELOAD && done.method() != Method.RELOAD) {
            return reloaded(release);
        }
        throw new ProofException(
                "it is not proved that PHP serves " + release, not.seen() + bound.overText(), not.next());
    }

    private Refreshed reloaded(String release) throws EndpointException, InterruptedException, ProofException {
        bound.restart();
        return proved(release, method(Method.RELOAD).apply(release, purpose));
    }

    private CacheMethod method(Method method) {
        return switch (method) {
            case RESET -> new ResetMethod(endpoint, bound, time);
            case INVALIDATE -> new InvalidateMethod(endpoint, bound, threads, time);
            case RELOAD -> new ReloadMethod(endpoint, reload, bound, time);
            case NONE -> new NoMethod(endpoint, bound, time);
            case AUTO -> throw new IllegalArgumentException("a method has to be chosen first");
        };
    }
}
