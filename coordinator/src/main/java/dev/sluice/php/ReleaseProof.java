package dev.sluice.php;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/**
 * Asks the workers of a host until each has said that it serves the release.
 *
 * <p>{@code workers: all} needs a good last answer of every worker of the pool, and eight good answers at least, so that a
 * small pool is asked more than once. Where the pool is not to be seen, sixteen answers in a row without a new worker count
 * as all. A number needs so many distinct workers (all, if the pool has fewer) and eight good answers. In either case no
 * worker that is still there may have answered something else last. A good answer names the release by all three ways and
 * has no restart pending.
 *
 * <p>Nobody tells which workers are at a long request (FPM's own function for it kills workers), so a worker that answers
 * nothing within the time, while others answer, counts as busy since before the switch.
 */
public final class ReleaseProof {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final EndpointClient endpoint;
    private final ExecutorService threads;
    private final Pause pause;
    private final InstantSource clock;

    /**
     * A proof through one endpoint.
     *
     * @param threads run up to eight questions at once
     * @param clock the one that says when the switch was
     */
    public ReleaseProof(EndpointClient endpoint, ExecutorService threads, Pause pause, InstantSource clock) {
        this.endpoint = endpoint;
        this.threads = threads;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Asks until it is proved or the time is over.
     *
     * @throws EndpointException when what answers is not the endpoint, so that asking on cannot help
     */
    public ProofOutcome prove(ProofOrder order) throws EndpointException, InterruptedException {
        var run = new ProofRun(order, endpoint, clock);
        var wait = SHORTEST;
        while (true) {
            var proved = run.proved();
            run.ask(threads);
            if (run.complete()) {
                return new ProofOutcome.Proved(run.evidence());
            }
            if (run.late()) {
                return run.failure();
            }
            wait = run.proved() > proved ? SHORTEST : longer(wait);
            pause.of(wait);
        }
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
