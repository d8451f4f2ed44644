package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.ProofOutcome.Reason;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * Sends the same request to the workers of a pool, many at once so that they reach many workers, round by round until each required worker has given
 * a good answer, or the time is over.
 */
final class WorkerRounds {
    /** The pause while new workers continue to answer. */
    static final Duration SHORTEST = Duration.ofMillis(10);

    private static final Duration LONGEST = Duration.ofMillis(250);
    private static final int SHOWN = 5;
    private static final int SHARE = 8;

    /** However many workers a host claims to have: each request is a thread here. */
    private static final int MOST_AT_ONCE = 128;

    private static final int MOST_WORKERS = 8192;

    private final WorkerLedger ledger;
    private final Workers wanted;
    private final ProofTime bound;
    private final Timekeeper time;
    private final Duration started;
    private final List<EndpointException> failures = new ArrayList<>();

    /** In the last round: then a worker that gives no answer is not known to be busy. */
    private boolean answeredByOthers;

    /**
     * @param wanted which workers must answer
     * @param bound how long they are waited for
     */
    WorkerRounds(WorkerLedger ledger, Workers wanted, ProofTime bound, Timekeeper time) {
        this.ledger = ledger;
        this.wanted = wanted;
        this.bound = bound;
        this.time = time;
        this.started = time.elapsed();
    }

    /** One request to whichever worker takes it. */
    interface Question extends Polling.Settling<EndpointState> {}

    /** The result of one request: one of the two. */
    private record Asked(List<EndpointState> state, List<EndpointException> failure) {}

    /**
     * Returns whether all required workers have given a good answer.
     *
     * @param atOnce requests in a round; of a large pool an eighth
     * @throws EndpointException when what answers is not the endpoint, so that more requests cannot help
     */
    boolean run(Question question, int atOnce, ExecutorService threads, Pause pause)
            throws EndpointException, InterruptedException {
        var wait = SHORTEST;
        while (true) {
            var before = ledger.proved();
            round(question, atOnce, threads);
            if (ledger.complete(wanted)) {
                bound.endWait();
                return true;
            }
            if (late()) {
                return false;
            }
            wait = ledger.proved() > before ? SHORTEST : longer(wait);
            pause.of(wait);
        }
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    private void round(Question question, int atOnce, ExecutorService threads)
            throws EndpointException, InterruptedException {
        Callable<Asked> asking = () -> asked(question);
        answeredByOthers = false;
        int count = Math.max(atOnce, Math.min(MOST_AT_ONCE, ledger.seen() / SHARE));
        for (var future : threads.invokeAll(Collections.nCopies(count, asking))) {
            try {
                take(future.get());
            } catch (ExecutionException broken) {
                throw new IllegalStateException("calling the endpoint failed", broken.getCause());
            }
        }
    }

    private static Asked asked(Question question) {
        try {
            return new Asked(List.of(question.ask()), List.of());
        } catch (EndpointException failure) {
            return new Asked(List.of(), List.of(failure));
        }
    }

    private void take(Asked asked) throws EndpointException {
        for (var failure : asked.failure()) {
            if (!failure.kind().passing()) {
                throw failure;
            }
            answeredByOthers |= failure.kind() != Kind.NO_ANSWER;
            failures.add(failure);
        }
        asked.state().forEach(ledger::add);
        if (ledger.seen() > MOST_WORKERS) {
            throw new EndpointException(
                    Kind.NOT_ENDPOINT,
                    "the endpoint answers for more than " + MOST_WORKERS + " workers",
                    "check what answers there");
        }
    }

    /** It is not over while only silent workers are missing, which are waited for. */
    private boolean late() {
        return onlyBusyMissing() ? bound.isOverForBusy() : bound.isOver();
    }

    private boolean onlyBusyMissing() {
        return ledger.onlySilentMissing() && !answeredByOthers;
    }

    /** Why not all have given a good answer. */
    Reason reason() {
        if (!ledger.stale().isEmpty()) {
            return Reason.STALE;
        }
        return onlyBusyMissing() ? Reason.BUSY : Reason.UNANSWERED;
    }

    /** What was observed of those that are missing. */
    Stream<String> seen() {
        var stale = ledger.stale().stream()
                .limit(SHOWN)
                .map(state -> "worker " + state.worker().pid() + ": "
                        + Excerpt.of(state.release().toString())
                        + (state.opcache().restarts().settled()
                                ? ""
                                : "; a restart of OPcache waits for running requests"));
        var silent = ledger.silent().stream()
                .limit(SHOWN)
                .map(pid -> "worker " + pid + " has answered nothing for " + took().toSeconds() + " s");
        return Stream.of(stale, silent, failuresTold()).flatMap(lines -> lines);
    }

    private Stream<String> failuresTold() {
        if (failures.isEmpty()) {
            return Stream.empty();
        }
        var last = failures.get(failures.size() - 1);
        return Stream.of(failures.size() + " requests were not answered, the last: " + last.getMessage());
    }

    Duration took() {
        return time.elapsed().minus(started);
    }
}
