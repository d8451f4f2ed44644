package dev.sluice.it.measure;

import dev.sluice.it.traffic.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What visitors of one kind of server saw.
 *
 * @param failed no whole answer, another status than 200, or a page that is not the site's
 * @param torn answers with files of two releases
 * @param stale asked for after a host was proved, and not wholly from that release
 * @param proofs for each proof, how long it and its switch took
 * @param restarts how many of these emptied the cache because it had no room, and said so
 * @param before in the two seconds before each switch
 * @param after in the two seconds after it
 * @param errors of those that failed
 */
record TrafficRow(
        String server,
        long answers,
        long failed,
        long torn,
        long stale,
        List<Duration> proofs,
        int restarts,
        Latency before,
        Latency after,
        Map<String, Long> errors) {
    static String header() {
        return "| server | answers | switches with proof, planned restarts, median | failed | torn | stale after proof | p50, p99, p99.9, worst in the 2 s before | and after |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- |";
    }

    @Override
    public String toString() {
        return "| %s | %,d | %d, %d, %s | %d | %d | %d | %s | %s |%s"
                .formatted(
                        server,
                        answers,
                        proofs.size(),
                        restarts,
                        median(),
                        failed,
                        torn,
                        stale,
                        milliseconds(before),
                        milliseconds(after),
                        errors.isEmpty() ? "" : " " + errors);
    }

    private String median() {
        var sorted = proofs.stream().sorted().toList();
        return sorted.isEmpty() ? "-" : sorted.get(sorted.size() / 2).toMillis() + " ms";
    }

    private static String milliseconds(Latency latency) {
        return "%.0f, %.0f, %.0f, %.0f ms"
                .formatted(
                        latency.median().toNanos() / 1e6,
                        latency.p99().toNanos() / 1e6,
                        latency.p999().toNanos() / 1e6,
                        latency.worst().toNanos() / 1e6);
    }
}
