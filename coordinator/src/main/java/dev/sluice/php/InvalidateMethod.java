package dev.sluice.php;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.Purpose;
import dev.sluice.php.EndpointException.Kind;
import dev.sluice.php.ProofOutcome.Reason;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Makes every worker forget the paths that it remembers, and then marks the scripts of the other releases. Nothing restarts, no
 * cache grows cold and no other site is touched.
 *
 * <p>The order matters: a worker that still had the old path would, asked for a marked script, compile the old one again and bring
 * it back for all. So a worker at a long request is waited for, and until then every visitor gets the release before.
 *
 * <p>Once is not enough. OPcache's name {@code current/index.php} leads to the old script's place for good, and a request that began
 * in the old release and loads another file of it fills that place again (php-src, {@code zend_accel_add_key}). So it is marked
 * again when every request from before the marking has ended, until there was nothing left to mark.
 */
public final class InvalidateMethod implements CacheMethod {
    /** A share of an ordinary pool: a swept worker looks up all its paths anew. */
    private static final int AT_ONCE = 4;

    private final EndpointClient endpoint;
    private final Proof proof;
    private final ExecutorService threads;
    private final Pause pause;
    private final InstantSource clock;

    /**
     * Through one endpoint.
     *
     * @param proof how long workers are waited for; every one is, however many are to be proved
     * @param threads run up to four questions at once
     */
    public InvalidateMethod(
            EndpointClient endpoint, Proof proof, ExecutorService threads, Pause pause, InstantSource clock) {
        this.endpoint = endpoint;
        this.proof = new Proof(new Proof.Workers.All(), proof.within(), proof.busy(), proof.busyFor());
        this.threads = threads;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException {
        var before = new Polling(pause, clock).answer(() -> endpoint.status(release));
        var workers = reach(() -> endpoint.sweep(release), "forgot the release before");
        var dropped = new AtomicInteger();
        if (before.opcache().settings().visible()) {
            workers = mark(release, dropped);
        }
        return new MethodOutcome(
                Opcache.Method.INVALIDATE,
                before.opcache().restarts(),
                workers.newest().orElse(before).opcache().restarts(),
                Map.of(
                        "workers swept", Integer.toString(workers.seen()),
                        "scripts dropped", Integer.toString(dropped.get())));
    }

    /** Every worker marks, and again, until all have answered and there was nothing to mark: so every master behind the address is told. */
    private WorkerLedger mark(String release, AtomicInteger dropped) throws EndpointException, InterruptedException {
        WorkerRounds.Question marking = () -> marked(release, dropped);
        var workers = reach(marking, "have ended what they began before");
        var deadline = clock.instant().plus(proof.within());
        for (int before = 0; dropped.get() > before; ) {
            before = dropped.get();
            workers = reach(marking, "have ended what they began before");
            if (dropped.get() > before && !clock.instant().isBefore(deadline)) {
                throw new EndpointException(
                        Kind.OLD_SCRIPTS_LOADED,
                        "scripts of another release are loaded again and again, although no request from before the switch runs",
                        "find out what asks for releases/ by its own path, such as a preview or a cron job; or set opcache.method to reset");
            }
        }
        return workers;
    }

    private EndpointState marked(String release, AtomicInteger dropped) throws EndpointException {
        var state = endpoint.invalidate(release);
        dropped.addAndGet(EndpointClient.work(state).done());
        return state;
    }

    /** Asks until every worker has answered. */
    private WorkerLedger reach(WorkerRounds.Question question, String what)
            throws EndpointException, InterruptedException {
        var ledger = new WorkerLedger(state -> true);
        var rounds = new WorkerRounds(ledger, proof, clock.instant(), clock);
        if (rounds.run(question, AT_ONCE, threads, pause)) {
            return ledger;
        }
        throw new EndpointException(
                rounds.reason() == Reason.BUSY ? Kind.WORKERS_BUSY : Kind.NO_ANSWER,
                ledger.proved() + " of " + ledger.seen() + " workers " + what + "; "
                        + rounds.seen().collect(Collectors.joining("; ")),
                "wait for the long requests (opcache.proof.busy_for), or let opcache.proof.busy be reload");
    }
}
