package dev.sluice.it.measure;

import dev.sluice.it.fleet.Balancer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.measure.TrafficOrder.Server;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Answers;
import dev.sluice.it.traffic.Traffic;
import dev.sluice.it.traffic.TrafficOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** Visitors of one kind of server while release follows release. */
final class TrafficRun {
    private static final int FASTER_THAN_ANSWERS = 10_000;
    private static final int WARMING = 100;
    /** So long it is counted how many answers visitors get. */
    private static final Duration COUNTED = Duration.ofSeconds(5);
    /** Between two rollouts, so that the time after one switch is not the time before the next. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final TrafficOrder order;
    private final Server server;
    private final PrintStream progress;
    private final Promises promises = new Promises();

    TrafficRun(TrafficOrder order, Server server, PrintStream progress) {
        this.order = order;
        this.server = server;
        this.progress = progress;
    }

    TrafficRow run() {
        var isBalanced = order.balancer() == TrafficOrder.Balancer.HAPROXY;
        try (var fleet = order.fleet(server, isBalanced ? 3 : 1).start()) {
            fleet.makeSiteByHand(order.site(server, "v0"));
            return isBalanced ? balanced(fleet) : visited(fleet, Traffic.to(fleet.web()), "");
        }
    }

    private TrafficRow balanced(RealFleet fleet) {
        try (var balancer = Balancer.before(fleet)) {
            return visited(fleet, Traffic.to(List.of(balancer.web())), DrainTasks.through(balancer));
        }
    }

    private TrafficRow visited(RealFleet fleet, TrafficOptions visitors, String tasks) {
        var directory = fleet.directory().resolve("operator");
        var playbook = PlaybookText.simple().more(tasks).method(order.method());
        var operator =
                Operator.of(fleet.inventory("prod"), playbook, made(directory)).givingWay();
        must(operator.run("adopt", "--yes"), 0);
        if (order.connections() + order.slow() == 0) {
            releaseAll(operator, () -> {});
            return row(Answers.NONE);
        }
        var ordinary = visitors.page(order.page()).connections(order.connections());
        int perSecond = order.load() == 0 ? order.perSecond() : perSecond(ordinary);
        try (var traffic = ordinary.perSecond(perSecond)
                .slowConnections(order.slow(), Duration.ofMillis(TrafficOrder.SLOW_MILLIS))
                .start()) {
            rest();
            releaseAll(operator, TrafficRun::rest);
            traffic.stop();
            return row(traffic.answers());
        }
    }

    /** Of each connection, so that all of them make the share of the load: first they ask as fast as they are answered. */
    private int perSecond(TrafficOptions visitors) {
        try (var traffic = visitors.perSecond(FASTER_THAN_ANSWERS).start()) {
            traffic.awaitMore(WARMING);
            var begin = Instant.now();
            traffic.awaitMore(WARMING);
            var enough = COUNTED.dividedBy(Duration.between(begin, Instant.now())) + 1;
            traffic.awaitMore(Math.toIntExact(enough * WARMING));
            var most = (enough + 1)
                    * WARMING
                    * 1000.0
                    / Duration.between(begin, Instant.now()).toMillis();
            var share = Math.max(1, Math.round(most * order.load() / 100));
            progress.printf(
                    "%s: %d connections get %.1f answers a second each at most; they ask %d times%n",
                    server.word(), order.connections(), most, share);
            return Math.toIntExact(share);
        }
    }

    /** Visitors go on. */
    private static void rest() {
        Awaitility.await("rest").pollDelay(REST).until(() -> true);
    }

    private static void must(Ended ended, int expected) {
        if (ended.exitCode() != expected) {
            throw new IllegalStateException(ended.toString());
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    /** The bad ones are spread evenly among the good ones. */
    private void releaseAll(Operator operator, Runnable rest) {
        int all = order.releases() + order.reverts();
        for (int number = 1; number <= all; number++) {
            var isBad = number * order.reverts() / all > (number - 1) * order.reverts() / all;
            var site = order.site(server, "v" + number);
            if (order.command() == TrafficOrder.Command.PLAN) {
                plan(operator, site);
            } else if (isBad) {
                release(operator, site.broken(), 5);
            } else {
                release(operator, site, 0);
            }
            rest.run();
        }
    }

    private void plan(Operator operator, SampleSite site) {
        var build = operator.build(site).toString();
        promises.addOccasion(Instant.now());
        must(operator.run("plan", "--artifact", build), 0);
        progress.println(server.word() + ": planned " + site.label());
    }

    private void release(Operator operator, SampleSite site, int expected) {
        var output = "out-" + site.label();
        must(operator.release(site, "--output-dir", output), expected);
        promises.add(operator.events(output));
        progress.println(server.word() + ": " + site.label() + (expected == 0 ? "" : ", taken back"));
    }

    private TrafficRow row(Answers answers) {
        var around = new Around(answers, promises.switches(), Duration.ofSeconds(2));
        return new TrafficRow(
                server.word() + (order.balancer() == TrafficOrder.Balancer.HAPROXY ? " behind haproxy" : ""),
                answers.count(),
                answers.failed().count(),
                answers.torn().count(),
                answers.where(promises::isBrokenBy).count(),
                promises.proofs(),
                promises.restarts(),
                around.before(),
                around.after(),
                answers.failed().countByRelease());
    }
}
