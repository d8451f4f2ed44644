package dev.sluice.view;

import dev.sluice.document.HarmlessText;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.HttpAnswer;
import dev.sluice.operation.ExplainOperation.Explanation;
import dev.sluice.operation.ExplainOperation.LastFailure;
import dev.sluice.operation.PendingRollout;
import dev.sluice.readiness.OutdatedCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code sluice explain}.
 *
 * @param current the text of the link
 * @param live the release that it leads to
 * @param recorded the text of the link by the record
 * @param unfinished what the fleet's unfinished rollout waits for
 * @param verdict why the host serves what it serves, in a sentence
 * @param remedy what to do, in a sentence
 * @param answers how many requests the endpoint answered
 * @param endpointError why it did not answer
 * @param outdated files that PHP may run otherwise than they are on disk, one line for each kind
 * @param headers of the site's own answer to {@code GET /}
 * @param failure of the host in its last rollout
 */
public record ExplainListing(
        String fleet,
        String host,
        String current,
        Optional<String> live,
        Optional<String> recorded,
        Optional<String> unfinished,
        String verdict,
        String remedy,
        int answers,
        Optional<String> endpointError,
        List<Worker> workers,
        Optional<Cache> opcache,
        List<String> outdated,
        List<Pool> pools,
        List<Master> masters,
        Optional<Integer> status,
        Map<String, String> headers,
        Optional<Failed> failure)
        implements Listing {
    private static final int MOST_OF_A_LINE = 160;
    private static final int MOST_OF_EVIDENCE = 400;

    public ExplainListing {
        workers = List.copyOf(workers);
        outdated = List.copyOf(outdated);
        pools = List.copyOf(pools);
        masters = List.copyOf(masters);
        headers = Map.copyOf(headers);
    }

    /**
     * One worker that answered, by its last answer.
     *
     * @param file the release that the endpoint's compiled file is part of
     * @param current the release that the link resolves to, in this worker's realpath cache
     * @param included the release of a file included through the link
     */
    public record Worker(int pid, String pool, String file, String current, String included) {}

    /** The cache that the workers share; bytes. */
    public record Cache(
            boolean enabled,
            boolean validateTimestamps,
            boolean restartPending,
            long restarts,
            long usedBytes,
            long freeBytes,
            long wastedBytes,
            long keys,
            long maxKeys) {}

    /** A pool of PHP-FPM as the process list shows it. */
    public record Pool(String name, String user, int workers) {}

    /**
     * A failure of the host, by the record.
     *
     * @param evidence what was seen on the host then
     */
    public record Failed(String rollout, String why, List<Seen> evidence) {
        public Failed {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Lines of one source.
     *
     * @param note why there are none, or what is missing
     */
    public record Seen(String source, List<String> lines, String note) {
        public Seen {
            lines = List.copyOf(lines);
        }
    }

    /** A master of PHP-FPM as the process list shows it. */
    public record Master(int pid, String config) {}

    public static ExplainListing of(String fleet, Explanation seen) {
        return new ExplainListing(
                fleet,
                seen.host().name().value(),
                seen.facts().target().shown(MOST_OF_A_LINE),
                seen.facts().live().map(release -> release.id()),
                seen.recorded(),
                seen.unfinished().map(ExplainListing::unfinished),
                seen.verdict().why(),
                seen.verdict().remedy(),
                seen.answers(),
                Optional.of(seen.silence()).filter(why -> !why.isEmpty()),
                seen.workers().stream().map(ExplainListing::worker).toList(),
                seen.workers().stream().findFirst().map(ExplainListing::cache),
                OutdatedCode.of(seen.workers()).lines(),
                seen.around().pools().stream()
                        .map(pool ->
                                new Pool(pool.name().toString(), pool.user().toString(), pool.workers()))
                        .toList(),
                seen.around().masters().stream()
                        .map(master -> new Master(master.pid(), master.config().toString()))
                        .toList(),
                seen.front().map(HttpAnswer::status),
                seen.front().map(ExplainListing::headers).orElse(Map.of()),
                seen.failure().map(ExplainListing::failed));
    }

    private static String unfinished(PendingRollout pending) {
        return "rollout " + pending.record().plan().id() + ": "
                + pending.words().orElse("");
    }

    private static Failed failed(LastFailure last) {
        return new Failed(
                last.rollout().value(),
                harmless(last.failure().summary()),
                last.evidence().stream()
                        .map(excerpt -> new Seen(
                                harmless(excerpt.source()),
                                excerpt.lines().stream()
                                        .map(ExplainListing::line)
                                        .toList(),
                                harmless(excerpt.note())))
                        .toList());
    }

    private static String line(String text) {
        return HarmlessText.line(text, MOST_OF_EVIDENCE);
    }

    private static Worker worker(EndpointState state) {
        var release = state.release();
        return new Worker(
                state.worker().pid(),
                harmless(state.worker().pool()),
                harmless(release.file()),
                harmless(release.current()),
                harmless(release.included()));
    }

    private static Cache cache(EndpointState state) {
        var cache = state.opcache();
        var memory = cache.memory();
        return new Cache(
                cache.settings().enabled(),
                cache.settings().validateTimestamps(),
                !cache.restarts().settled(),
                cache.restarts().count(),
                memory.used(),
                memory.free(),
                memory.wasted(),
                memory.keys(),
                memory.maxKeys());
    }

    private static Map<String, String> headers(HttpAnswer answer) {
        var first = new TreeMap<String, String>();
        answer.headers().keySet().forEach(name -> answer.header(name)
                .ifPresent(value -> first.put(harmless(name), harmless(value))));
        // A session is private.
        first.remove("set-cookie");
        return first;
    }

    private static String harmless(String text) {
        return HarmlessText.line(text, MOST_OF_A_LINE);
    }
}
