package dev.sluice.it.bench;

import dev.sluice.it.fleet.SshHosts;
import dev.sluice.it.release.Events;
import dev.sluice.it.release.Events.Event;
import dev.sluice.it.release.PeakUse;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One release to many hosts: what the coordinator has in memory, and whether late hosts take longer than early ones. */
record FleetBench(BenchOrder order, Optional<Path> launcher, PrintStream progress) {
    private static final Duration PATIENCE = Duration.ofHours(4);

    String run() {
        try (var fleet = BenchFleet.start(order, SshHosts.MOST_ADDRESSES, launcher)) {
            progress.printf("%d hosts are there%n", order.hosts());
            var tree = fleet.tree().root().toString();
            long began = System.nanoTime();
            try (var sluice = fleet.operator()
                    .start("release", "--artifact", tree, "--release", "r0", "--yes", "--output-dir", "out")) {
                var peak = PeakUse.of(sluice, PATIENCE);
                var took = Duration.ofNanos(System.nanoTime() - began);
                var ended = sluice.await(PATIENCE);
                if (ended.exitCode() != 0) {
                    throw new IllegalStateException(ended.toString());
                }
                return table(peak, took, fleet.operator().events("out"));
            }
        }
    }

    /** Of a thousand hosts, those from 101 to 500, and from 501 on: the JVM has compiled what it needs when the first tenth is done. */
    private String table(PeakUse peak, Duration took, Events events) {
        int hosts = order.hosts();
        int warm = Math.max(1, hosts / 10);
        int half = Math.max(warm + 1, hosts / 2);
        var staged = Pace.of(at(events.of("HostStaged")));
        var switched = Pace.of(at(events.of("HostSwitched")));
        return """
                Fleet: %d hosts with OpenSSH (one sshd for %d addresses) in %d batches, %d CPUs for all; %s; `sluice release` from its start to its
                end: %.1f s. It syncs each host's file system before a release becomes visible, and each event of the coordinator.
                Coordinator: at most %d MB resident (VmHWM) and %d threads.

                | seconds for each host | hosts %d to %d | hosts %d to %d | late : early |
                | --- | --- | --- | --- |
                """.formatted(
                                hosts,
                                SshHosts.MOST_ADDRESSES,
                                order.batches(),
                                Runtime.getRuntime().availableProcessors(),
                                order.shape(),
                                took.toMillis() / 1e3,
                                peak.kilobytes() >> 10,
                                peak.threads(),
                                warm + 1,
                                half,
                                half + 1,
                                hosts)
                + row("staged", staged.secondsOfAHost(warm, half), staged.secondsOfAHost(half, hosts)) + "\n"
                + row("switched", switched.secondsOfAHost(warm, half), switched.secondsOfAHost(half, hosts));
    }

    private static List<Instant> at(List<Event> events) {
        return events.stream().map(Event::at).toList();
    }

    private static String row(String act, double early, double late) {
        return "| %s | %.3f | %.3f | %.2f |".formatted(act, early, late, late / early);
    }
}
