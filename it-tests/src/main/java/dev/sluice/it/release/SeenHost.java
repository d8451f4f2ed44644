package dev.sluice.it.release;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.site.SampleAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * What a host is, seen from outside.
 *
 * @param current what the link says
 * @param marked the release that the live tree's marker names, empty without a marker
 * @param served what the answers of all of its PHP workers came from
 */
public record SeenHost(String current, String marked, SortedSet<String> served) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A host that is on a release in every respect. */
    public static SeenHost on(String release) {
        return new SeenHost("releases/" + release, release, new TreeSet<>(Set.of(release)));
    }

    /** A host on which the product never was. */
    public static SeenHost madeByHand(String release) {
        return new SeenHost("releases/" + release, "", new TreeSet<>(Set.of(release)));
    }

    /** Asks each host's every worker, by the host's name. */
    public static SortedMap<String, SeenHost> all(RealFleet fleet) {
        var seen = new TreeMap<String, SeenHost>();
        fleet.hosts().forEach(host -> seen.put(host.name(), of(host)));
        return seen;
    }

    /** The same of every host. */
    public static SortedMap<String, SeenHost> all(RealFleet fleet, SeenHost expected) {
        var all = new TreeMap<String, SeenHost>();
        fleet.hosts().forEach(host -> all.put(host.name(), expected));
        return all;
    }

    public static SeenHost of(RealHost host) {
        return new SeenHost(host.site().current(), marker(host.sitePath().resolve("current")), served(host));
    }

    private static String marker(Path live) {
        Path marker = live.resolve(".sluice-release");
        try {
            return Files.exists(marker) ? Files.readAllLines(marker).get(0).replaceFirst("^id=", "") : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + marker, e);
        }
    }

    /** Until each worker that FPM has now has answered. */
    private static SortedSet<String> served(RealHost host) {
        Map<Long, List<String>> byWorker = new TreeMap<>();
        Set<Long> workers = host.fpm().childPids();
        Awaitility.await("an answer of each worker of " + host.name())
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    byWorker.putAll(askAtOnce(host, 2 * workers.size()));
                    return byWorker.keySet().containsAll(workers);
                });
        var served = new TreeSet<String>();
        byWorker.values().forEach(served::addAll);
        return served;
    }

    private static Map<Long, List<String>> askAtOnce(RealHost host, int requests) {
        var answers = IntStream.range(0, requests)
                .mapToObj(number ->
                        CompletableFuture.supplyAsync(() -> host.site().get("/slow.php?ms=20")))
                .toList();
        Map<Long, List<String>> byWorker = new TreeMap<>();
        answers.forEach(answer -> {
            String body = answer.join().body();
            byWorker.put(SampleAnswer.worker(body).orElseThrow(), SampleAnswer.releases(body));
        });
        return byWorker;
    }
}
