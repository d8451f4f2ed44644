package dev.sluice.cli;

import dev.sluice.document.HumanUnits;
import dev.sluice.plan.RolloutId;
import dev.sluice.view.ExplainListing;
import dev.sluice.view.ExplainListing.Cache;
import java.io.PrintWriter;
import java.util.TreeMap;

/** An explanation as people and programs read it. */
final class ExplainText {
    private final PrintWriter out;

    ExplainText(PrintWriter out) {
        this.out = out;
    }

    void print(ExplainListing seen) {
        out.printf("%s %s: %s%n", seen.fleet(), seen.host(), seen.verdict());
        out.println("  next     " + seen.remedy());
        out.printf(
                "  current  %s; the record expects %s%n",
                seen.current().isEmpty() ? "nothing" : seen.current(),
                seen.recorded().map(link -> link.isEmpty() ? "nothing" : link).orElse("nothing in particular"));
        seen.unfinished().ifPresent(words -> out.println("  now      " + words));
        workers(seen);
        seen.opcache().ifPresent(this::cache);
        seen.outdated().forEach(line -> out.println("  files    " + line));
        seen.masters().forEach(master -> out.printf("  master   pid %d %s%n", master.pid(), master.config()));
        seen.pools()
                .forEach(pool -> out.printf(
                        "  pool     %s as %s: %s%n", pool.name(), pool.user(), new Count(pool.workers(), "worker")));
        out.println("  GET /    " + seen.status().map(String::valueOf).orElse("no answer"));
        new TreeMap<>(seen.headers()).forEach((name, value) -> out.println("           " + name + ": " + value));
        seen.failure().ifPresent(this::failure);
        out.flush();
    }

    private void failure(ExplainListing.Failed failed) {
        out.println("  failed   in " + RolloutId.shorten(failed.rollout()) + ": " + failed.why());
        for (var source : failed.evidence()) {
            out.println("           " + source.source() + (source.note().isEmpty() ? ":" : " " + source.note()));
            source.lines().forEach(line -> out.println("             " + line));
        }
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
                "           %s used, %s free, %s wasted; %d of %d keys%n",
                HumanUnits.room(cache.usedBytes()),
                HumanUnits.room(cache.freeBytes()),
                HumanUnits.room(cache.wastedBytes()),
                cache.keys(),
                cache.maxKeys());
    }
}
