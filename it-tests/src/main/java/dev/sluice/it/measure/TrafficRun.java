package dev.sluice.it.measure;

import dev.sluice.it.fleet.Balancer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.measure.TrafficOrder.Server;
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

/** Visitors of one kind of server while release follows release. */
final class TrafficRun {
    private static final int FASTER_THAN_ANSWERS = 10_000;
    private static final int WARMING = 200;
    private static final int MEASURED = 3000;

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
        var operator = Operator.of(fleet.inventory("prod"), playbook, made(directory));
        must(operator, "adopt", 0);
        if (order.connections() + order.slow() == 0) {
            releaseAll(operator);
            return row(Answers.NONE);
        }
        var ordinary = visitors.connections(order.connections());
        int perSecond = order.load() == 0 ? order.perSecond() : perSecond(ordinary);
        try (var traffic = ordinary.perSecond(perSecond)
                .slowConnections(order.slow(), Duration.ofMillis(TrafficOrder.SLOW_MILLIS))
                .start()) {
            traffic.awaitMore(3);
            releaseAll(operator);
            traffic.awaitMore(3);
            traffic.stop();
            return row(traffic.answers());
        }
    }

    /** Of each connection, so that all of them make the share of the load: first they ask as fast as they are answered. */
    private int perSecond(TrafficOptions visitors) {
        try (var traffic = visitors.perSecond(FASTER_THAN_ANSWERS).start()) {
            traffic.awaitMore(WARMING);
            var begin = Instant.now();
            traffic.awaitMore(MEASURED);
            var took = Duration.between(begin, Instant.now());
            var most = MEASURED * 1_000_000_000L / took.toNanos();
            var share = Math.max(1, Math.round(most * order.load() / 100f));
            progress.printf(
                    "%s: %d connections get %d answers a second each at most; they ask %d times%n",
                    server.word(), order.connections(), most, share);
            return share;
        }
    }

    private void must(Operator operator, String command, int expected) {
        var ended = operator.run(command, "--yes");
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
    private void releaseAll(Operator operator) {
        int all = order.releases() + order.reverts();
        for (int number = 1; number <= all; number++) {
            var isBad = number * order.reverts() / all > (number - 1) * order.reverts() / all;
            var site = order.site(server, "v" + number);
            if (order.command() == TrafficOrder.Command.PLAN) {
                plan(operator, site);
                continue;
            }
            var ended = operator.release(isBad ? site.broken() : site, "--output-dir", "out-" + number);
            if (ended.exitCode() != (isBad ? 5 : 0)) {
                throw new IllegalStateException(ended.toString());
            }
            promises.add(operator.events("out-" + number));
            progress.printf("%s: %d of %d%s%n", server.word(), number, all, isBad ? ", taken back" : "");
        }
    }

    private void plan(Operator operator, SampleSite site) {
        var ended = operator.run("plan", "--artifact", operator.build(site).toString());
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(ended.toString());
        }
        promises.addOccasion(Instant.now());
        progress.println(server.word() + ": planned " + site.label());
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
