package dev.sluice.opcache;

import dev.sluice.endpoint.Purpose;
import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.ProofOutcome.Reason;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof.Workers;
import dev.sluice.rollout.Evidence;
import java.util.HashMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/**
 * Makes every worker forget the paths that it remembers, and then marks the scripts of the other releases, and those that are not as on disk. Nothing
 * restarts, no cache grows cold and no other site is touched.
 *
 * <p>The order matters: a worker that still had the old path would, when a marked script is requested, compile the old one again and restore it for
 * all. So a worker at a long request is waited for, and until then every visitor receives the previous release.
 *
 * <p>Once is not enough. OPcache's name {@code current/index.php} points to the old script's entry permanently, and a request that started in the old
 * release and loads another file of it fills that entry again (php-src, {@code zend_accel_add_key}). So it is marked
 * again when every request from before the marking has ended, until there was nothing left to mark.
 */
public final class InvalidateMethod implements CacheMethod {
    /** A part of an ordinary pool: a swept worker resolves all its paths again. */
    private static final int AT_ONCE = 4;

    private final EndpointClient endpoint;
    private final ProofTime bound;
    private final ExecutorService threads;
    private final Timekeeper time;

    /**
     * Works through one endpoint.
     *
     * @param bound how long workers are waited for; all of them, however many must be proved
     * @param threads run up to four requests at once
     */
    public InvalidateMethod(EndpointClient endpoint, ProofTime bound, ExecutorService threads, Timekeeper time) {
        this.endpoint = endpoint;
        this.bound = bound;
        this.threads = threads;
        this.time = time;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException {
        var before = new Polling(time, bound).answer(() -> endpoint.status(release));
        var swept = reach(() -> endpoint.sweep(release), "forgot the previous release", time::pause);
        var marked = before.opcache().settings().visible() ? markAll(release, purpose, swept) : Marked.none(swept);
        var facts = new HashMap<String, String>();
        facts.put("workers swept", Integer.toString(swept.seen()));
        facts.put("scripts dropped", Integer.toString(marked.dropped()));
        if (marked.changed() > 0) {
            facts.put(Evidence.CHANGED, ScriptNames.of(marked.names(), marked.changed()));
        }
        return new MethodOutcome(
                Opcache.Method.INVALIDATE,
                before.opcache().restarts(),
                marked.workers().newest().orElse(before).opcache().restarts(),
                facts);
    }

    /**
     * What was marked.
     *
     * @param workers as they answered last
     * @param dropped scripts of other releases
     * @param changed scripts that were not as on disk
     * @param names of some of these
     */
    private record Marked(WorkerLedger workers, int dropped, int changed, SortedSet<String> names) {
        static Marked none(WorkerLedger workers) {
            return new Marked(workers, 0, 0, new TreeSet<>());
        }

        Marked and(WorkerLedger later, MarkingPass pass) {
            var all = new TreeSet<>(names);
            all.addAll(pass.names());
            return new Marked(later, dropped + pass.dropped(), changed + pass.changed(), all);
        }
    }

    /**
     * Marks until nothing is left to mark; between two passes every worker ends the requests that it started before. While one takes long, scripts
     * are marked again and again: what its request loads again is served to all visitors. The pass counts these, too.
     */
    private Marked markAll(String release, Purpose purpose, WorkerLedger swept)
            throws EndpointException, InterruptedException {
        var pass = new MarkingPass(endpoint, release, purpose);
        mark(pass, swept);
        if (pass.failed() > 0) {
            throw new EndpointException(
                    Kind.UNMARKABLE,
                    pass.failed() + " scripts stay in the cache, because their paths lead to other files now: "
                            + Excerpt.of(String.join(", ", new TreeSet<>(pass.names()))),
                    "reset the cache: set opcache.method to reset, or reload PHP-FPM");
        }
        var marked = Marked.none(swept).and(swept, pass);
        while (!pass.foundNothing()) {
            var late = bound.isHalfOver();
            pass = new MarkingPass(endpoint, release, Purpose.RELEASE);
            var workers = reach(
                    () -> endpoint.status(release),
                    "have ended the requests that they started before",
                    pass.during(time::pause));
            mark(pass, workers);
            marked = marked.and(workers, pass);
            if (!pass.foundNothing() && late) {
                throw new EndpointException(
                        Kind.OLD_SCRIPTS_LOADED,
                        "scripts of another release are loaded again and again, although no request from before the switch runs",
                        "find out what requests releases/ by its own path, such as a preview or a cron job; or set opcache.method to reset");
            }
        }
        return marked;
    }

    /** One worker marks for all that share its cache; where one address leads to several caches, every worker does. */
    private void mark(MarkingPass pass, WorkerLedger workers) throws EndpointException, InterruptedException {
        if (workers.masters().size() == 1) {
            new Polling(time, bound).answer(pass);
        } else {
            reach(pass, "marked what is old", time::pause);
        }
    }

    /** Sends requests until every worker has answered. */
    private WorkerLedger reach(WorkerRounds.Question question, String what, Pause between)
            throws EndpointException, InterruptedException {
        var ledger = new WorkerLedger(state -> true);
        var rounds = new WorkerRounds(ledger, new Workers.All(), bound, time);
        if (rounds.run(question, AT_ONCE, threads, between)) {
            return ledger;
        }
        throw new EndpointException(
                rounds.reason() == Reason.BUSY ? Kind.WORKERS_BUSY : Kind.NO_ANSWER,
                ledger.proved() + " of " + ledger.seen() + " workers " + what + "; "
                        + rounds.seen().collect(Collectors.joining("; ")),
                "wait for the long requests (opcache.proof.busy_for), or set opcache.proof.busy to reload");
    }
}
