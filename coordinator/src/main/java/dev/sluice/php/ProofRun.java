package dev.sluice.php;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.php.ProofOutcome.Reason;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** One proof while it is going on. */
final class ProofRun {
    private static final int AT_ONCE = 8;
    private static final int TOLD = 5;

    /** One question and what came of it. */
    private record Asked(Optional<EndpointState> state, Optional<EndpointException> failure) {}

    private final ProofOrder order;
    private final EndpointClient endpoint;
    private final InstantSource clock;
    private final Instant started;
    private final WorkerLedger ledger;
    private final List<EndpointException> failures = new ArrayList<>();
    private OpcacheRestarts restarts;
    private Instant deadline;
    private boolean waiting;

    ProofRun(ProofOrder order, EndpointClient endpoint, InstantSource clock) {
        this.order = order;
        this.endpoint = endpoint;
        this.clock = clock;
        this.started = clock.instant();
        this.ledger = new WorkerLedger(order.release());
        this.restarts = order.method().after();
        this.deadline = started.plus(order.settings().within());
    }

    /** A round: many at once, so that they reach many workers. */
    void ask(ExecutorService threads) throws EndpointException, InterruptedException {
        for (var future : threads.invokeAll(Collections.nCopies(AT_ONCE, (Callable<Asked>) this::question))) {
            try {
                take(future.get());
            } catch (ExecutionException broken) {
                throw new IllegalStateException("asking the endpoint broke", broken.getCause());
            }
        }
    }

    private Asked question() {
        try {
            return new Asked(Optional.of(endpoint.status(order.release())), Optional.empty());
        } catch (EndpointException failure) {
            return new Asked(Optional.empty(), Optional.of(failure));
        }
    }

    private void take(Asked asked) throws EndpointException {
        if (asked.failure().isPresent()) {
            var failure = asked.failure().get();
            if (!failure.kind().passing()) {
                throw failure;
            }
            failures.add(failure);
        }
        asked.state().ifPresent(state -> {
            ledger.add(state);
            restarts = state.opcache().restarts();
        });
    }

    boolean complete() {
        return ledger.complete(order.settings().workers());
    }

    int proved() {
        return ledger.proved();
    }

    /**
     * Whether the time is over. It is not while all that is missing are silent workers, which are waited for; one that has
     * ended its long request is given the ordinary time to answer well.
     */
    boolean late() {
        var settings = order.settings();
        var now = clock.instant();
        var silent = settings.busy() == Busy.WAIT && ledger.onlySilentMissing();
        if (silent && now.isBefore(order.switchedAt().plus(settings.busyFor()))) {
            waiting = !now.isBefore(deadline);
            return false;
        }
        if (waiting && !silent) {
            waiting = false;
            deadline = now.plus(settings.within());
        }
        return !now.isBefore(deadline);
    }

    ProofEvidence evidence() {
        return new ProofEvidence(
                order.release(),
                order.method().method(),
                ledger.proved(),
                ledger.seen(),
                ledger.answers(),
                order.method().before(),
                restarts,
                took());
    }

    ProofOutcome failure() {
        var reason = reason();
        var seen = Stream.of(
                        Stream.of(ledger.proved() + " of " + ledger.seen() + " workers serve " + order.release()),
                        ledger.stale().stream()
                                .limit(TOLD)
                                .map(state -> "worker " + state.worker().pid() + ": "
                                        + Excerpt.of(state.release().toString())),
                        ledger.silent().stream()
                                .limit(TOLD)
                                .map(pid -> "worker " + pid + " has answered nothing for " + took().toSeconds() + " s"),
                        failuresTold())
                .flatMap(lines -> lines)
                .toList();
        return new ProofOutcome.NotProved(reason, evidence(), String.join("; ", seen), next(reason));
    }

    private Reason reason() {
        if (!ledger.stale().isEmpty()) {
            return Reason.STALE;
        }
        return ledger.onlySilentMissing() ? Reason.BUSY : Reason.UNANSWERED;
    }

    private static String next(Reason reason) {
        return switch (reason) {
            case STALE ->
                "see which root the web server hands to PHP (sluice explain HOST); set opcache.method to reset or reload";
            case BUSY -> "wait for the long requests (opcache.proof.busy_for), or let opcache.proof.busy be reload";
            case UNANSWERED ->
                "look whether all workers are at long requests, and into PHP's and the web server's error log";
        };
    }

    private Stream<String> failuresTold() {
        if (failures.isEmpty()) {
            return Stream.empty();
        }
        var last = failures.get(failures.size() - 1);
        return Stream.of(failures.size() + " questions were not answered, the last: " + last.getMessage());
    }

    private Duration took() {
        return Duration.between(started, clock.instant());
    }
}
