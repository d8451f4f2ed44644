package dev.sluice.opcache;

import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.ProofOutcome.Reason;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queries the workers of a host until each has answered that it serves the release.
 *
 * <p>{@code workers: all} needs a good last answer of every worker of the pool, and eight good answers at least, so that a small pool is queried more
 * than once. Where the pool is not visible, six times as many answers as workers known, and
 * sixteen at least, in a row without a new worker count as all. A number needs so many distinct workers (all, if the pool
 * has fewer) and eight good answers. In either case no worker that still exists may have answered something else last. A good answer names the
 * release by all three ways and
 * has no restart pending.
 *
 * <p>Which workers are at a long request is unknown (FPM's own function for it kills workers), so a worker that answers
 * nothing within the time, while others answer, counts as busy since before the switch.
 */
public final class ReleaseProof {
    private static final int AT_ONCE = 8;

    private final EndpointClient endpoint;
    private final ExecutorService threads;
    private final Timekeeper time;

    /**
     * Proves through one endpoint.
     *
     * @param threads run up to eight requests at once
     * @param time the clock by which the switch was timed
     */
    public ReleaseProof(EndpointClient endpoint, ExecutorService threads, Timekeeper time) {
        this.endpoint = endpoint;
        this.threads = threads;
        this.time = time;
    }

    /**
     * Queries until it is proved or the time is over.
     *
     * @throws EndpointException when what answers is not the endpoint, so that more requests cannot help
     */
    public ProofOutcome prove(ProofOrder order) throws EndpointException, InterruptedException {
        var ledger = new WorkerLedger(state -> state.release().names(order.release())
                && state.opcache().restarts().settled());
        var rounds = new WorkerRounds(ledger, order.time().settings().workers(), order.time(), time);
        var complete = rounds.run(() -> endpoint.status(order.release()), AT_ONCE, threads, time::pause);
        var evidence = evidence(order, ledger, rounds);
        return complete ? new ProofOutcome.Proved(evidence) : failure(evidence, rounds);
    }

    private static ProofEvidence evidence(ProofOrder order, WorkerLedger ledger, WorkerRounds rounds) {
        return new ProofEvidence(
                order.release(),
                order.method().method(),
                ledger.proved(),
                ledger.seen(),
                ledger.answers(),
                order.method().before(),
                ledger.newest()
                        .map(state -> state.opcache().restarts())
                        .orElse(order.method().after()),
                rounds.took());
    }

    private static ProofOutcome failure(ProofEvidence evidence, WorkerRounds rounds) {
        var reason = rounds.reason();
        var workers = evidence.proved() + " of " + evidence.seen() + " workers serve " + evidence.release();
        var seen = Stream.concat(Stream.of(workers), rounds.seen()).collect(Collectors.joining("; "));
        return new ProofOutcome.NotProved(reason, evidence, seen, next(reason));
    }

    private static String next(Reason reason) {
        return switch (reason) {
            case STALE ->
                "see which root the web server hands to PHP (sluice explain HOST); set opcache.method to auto or reload";
            case BUSY -> "wait for the long requests (opcache.proof.busy_for), or set opcache.proof.busy to reload";
            case UNANSWERED ->
                "check whether all workers are at long requests, and PHP's and the web server's error log";
        };
    }
}
