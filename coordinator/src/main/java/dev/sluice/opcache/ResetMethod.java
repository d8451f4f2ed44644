package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.PoolWorker;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.Opcache;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Empties OPcache with one {@code opcache_reset()}. PHP schedules it and does it when no request runs; until then it compiles
 * every script of every request, and old code may still be served. So the counters of later answers are waited for. A reset
 * is sent once: each one can crash a busy PHP (php-src #14471) and costs memory permanently (#23859). Where a restart is pending
 * already, none is sent: PHP would refuse it, and the one that is pending comes after the switch as well.
 */
public final class ResetMethod implements CacheMethod {
    /** PHP ends requests that delay a reset after force_restart_timeout; Sluice gives up earlier by this much. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final EndpointClient endpoint;
    private final ProofTime bound;
    private final Timekeeper time;

    /**
     * Resets through one endpoint.
     *
     * @param bound how long running requests may delay the reset; PHP's own limit less ten seconds at most
     */
    public ResetMethod(EndpointClient endpoint, ProofTime bound, Timekeeper time) {
        this.endpoint = endpoint;
        this.bound = bound;
        this.time = time;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException {
        var started = time.elapsed();
        var before = new Polling(time, bound).answer(() -> endpoint.status(release));
        var deadline = deadline(started, before);
        var unanswered = before.opcache().restarts().pending()
                ? Optional.<EndpointException>empty()
                : send(release, purpose, deadline);
        var after = await(release, before, deadline, unanswered);
        bound.endWait();
        return new MethodOutcome(
                Opcache.Method.RESET,
                before.opcache().restarts(),
                after.opcache().restarts());
    }

    private Duration deadline(Duration started, EndpointState before) {
        var forced = Duration.ofSeconds(before.opcache().settings().forceRestartSeconds());
        var safe =
                started.plus(forced.compareTo(MARGIN.multipliedBy(2)) > 0 ? forced.minus(MARGIN) : forced.dividedBy(2));
        return forced.isZero() || bound.last().compareTo(safe) < 0 ? bound.last() : safe;
    }

    /**
     * Sends it once. It is repeated only after an answer that means that nothing was done: a 404, and a host whose last reset is too recent.
     *
     * @return what came in place of an answer, after which it is unknown whether there will be a reset
     */
    private Optional<EndpointException> send(String release, Purpose purpose, Duration deadline)
            throws EndpointException, InterruptedException {
        try {
            new Polling(time, bound)
                    .passing(Kind.MISSING, Kind.TOO_SOON)
                    .until(deadline, () -> Optional.of(endpoint.reset(release, purpose)));
            return Optional.empty();
        } catch (EndpointException failed) {
            var mayCome =
                    switch (failed.kind()) {
                        case NO_ANSWER, SERVER_ERROR -> true;
                        case RESET_REFUSED -> isPending(release);
                        default -> false;
                    };
            if (mayCome) {
                return Optional.of(failed);
            }
            throw failed;
        }
    }

    private boolean isPending(String release) throws EndpointException, InterruptedException {
        var state = new Polling(time, bound).answer(() -> endpoint.status(release));
        return state.opcache().restarts().pending();
    }

    private EndpointState await(
            String release, EndpointState before, Duration deadline, Optional<EndpointException> unanswered)
            throws EndpointException, InterruptedException {
        var answered = new HashSet<Integer>();
        return new Polling(time, bound).until(deadline, () -> {
            var state = endpoint.status(release);
            answered.add(state.worker().pid());
            if (state.worker().master() != before.worker().master()) {
                throw severalCaches(before, state);
            }
            if (state.opcache().restarts().doneSince(before.opcache().restarts())) {
                return Optional.of(state);
            }
            if (time.elapsed().compareTo(deadline) < 0 && !bound.isOverForBusy()) {
                return Optional.empty();
            }
            throw pending(state, answered, unanswered);
        });
    }

    private static EndpointException severalCaches(EndpointState before, EndpointState state) {
        return new EndpointException(
                Kind.SEVERAL_CACHES,
                "the reset reached one of several caches: processes of masters "
                        + before.worker().master() + " and " + state.worker().master() + " answered",
                "one address must lead to one FPM master: give each its own host entry, or use reload;"
                        + " if FPM was restarted just now, run it again");
    }

    private static EndpointException pending(
            EndpointState state, Set<Integer> answered, Optional<EndpointException> unanswered) {
        if (!state.opcache().restarts().pending() && unanswered.isPresent()) {
            var why = unanswered.get();
            return new EndpointException(
                    why.kind(), "PHP scheduled no reset; the request for one: " + why.getMessage(), why.next());
        }
        var silent = state.worker().workers().stream()
                .map(PoolWorker::pid)
                .filter(pid -> !answered.contains(pid))
                .map(pid -> "worker " + pid)
                .toList();
        return new EndpointException(
                Kind.RESET_PENDING,
                state.opcache().restarts().pending()
                        ? "the reset waits for running requests; busy all the time: "
                                + (silent.isEmpty() ? "not visible" : String.join(", ", silent))
                        : "PHP scheduled no reset: its counters did not change",
                "end the long request or wait for it; PHP ends it itself after opcache.force_restart_timeout ("
                        + state.opcache().settings().forceRestartSeconds() + " s), which its visitor sees");
    }
}
