package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.HttpAnswer;
import dev.sluice.operation.ExplainOperation.Explanation;
import dev.sluice.view.ExplainListing;
import dev.sluice.view.ExplainListing.Cache;
import dev.sluice.view.ExplainListing.Worker;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An explanation as people and programs read it. */
final class ExplainText {
    private static final int MOST_OF_A_LINE = 160;

    private final PrintWriter out;

    ExplainText(PrintWriter out) {
        this.out = out;
    }

    static ExplainListing listing(String fleet, Explanation seen) {
        return new ExplainListing(
                fleet,
                seen.host().name().value(),
                harmless(seen.facts().target()),
                seen.facts().live().map(release -> release.id()),
                seen.recorded(),
                seen.verdict().why(),
                seen.verdict().remedy(),
                seen.answers(),
                Optional.of(seen.silence()).filter(why -> !why.isEmpty()),
                seen.workers().stream().map(ExplainText::worker).toList(),
                seen.workers().stream().findFirst().map(ExplainText::cache),
                seen.around().pools().stream()
                        .map(pool -> new ExplainListing.Pool(pool.name(), pool.user(), pool.workers()))
                        .toList(),
                seen.around().masters().stream()
                        .map(master -> new ExplainListing.Master(master.pid(), master.config()))
                        .toList(),
                seen.front().map(HttpAnswer::status),
                seen.front().map(ExplainText::headers).orElse(Map.of()));
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
        // Whose session this was is nobody's business.
        first.remove("set-cookie");
        return first;
    }

    private static String harmless(String text) {
        return HarmlessText.line(text, MOST_OF_A_LINE);
    }

    void print(ExplainListing seen) {
        out.printf("%s %s: %s%n", seen.fleet(), seen.host(), seen.verdict());
        out.println("  next     " + seen.remedy());
        out.printf(
                "  current  %s; the record expects %s%n",
                seen.current().isEmpty() ? "nothing" : seen.current(),
                seen.recorded().map(link -> link.isEmpty() ? "nothing" : link).orElse("nothing in particular"));
        workers(seen);
        seen.opcache().ifPresent(this::cache);
        seen.masters().forEach(master -> out.printf("  master   pid %d %s%n", master.pid(), master.config()));
        seen.pools()
                .forEach(pool -> out.printf(
                        "  pool     %s as %s: %s%n", pool.name(), pool.user(), new Count(pool.workers(), "worker")));
        out.println("  GET /    " + seen.status().map(String::valueOf).orElse("no answer"));
        new TreeMap<>(seen.headers()).forEach((name, value) -> out.println("           " + name + ": " + value));
        out.flush();
    }

    private void workers(ExplainListing seen) {
        seen.endpointError().ifPresent(why -> out.println("  workers  " + why));
        if (seen.workers().isEmpty()) {
            return;
        }
        out.printf(
                "  workers  %s reached in %s%n",
                new Count(seen.workers().size(), "worker"), new Count(seen.answers(), "request"));
        var table = new Table("           WORKER", "SCRIPT", "CURRENT", "INCLUDED");
        seen.workers()
                .forEach(worker -> table.row(
                        "           " + worker.pid(),
                        named(worker.file()),
                        named(worker.current()),
                        named(worker.included())));
        table.print(out);
    }

    private static String named(String release) {
        return release.isEmpty() ? "none" : release;
    }

    private void cache(Cache cache) {
        out.printf(
                "  opcache  %s, validate_timestamps=%d, %s%s%n",
                cache.enabled() ? "on" : "off",
                cache.validateTimestamps() ? 1 : 0,
                new Count(cache.restarts(), "restart"),
                cache.restartPending() ? ", one is pending" : "");
        out.printf(
                "           %d MB used, %d MB free, %d MB wasted; %d of %d keys%n",
                cache.usedBytes() >> 20,
                cache.freeBytes() >> 20,
                cache.wastedBytes() >> 20,
                cache.keys(),
                cache.maxKeys());
    }
}
