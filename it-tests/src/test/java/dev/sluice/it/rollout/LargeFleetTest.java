package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.EmbeddedFleetProcess;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.PeakUse;
import dev.sluice.it.release.SluiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release to a fleet of hundreds. {@code -Dsluice.it.hosts=800} makes it as large as it has to be; the ordinary build has fewer hosts. It is
 * the coordinator that is measured, so its hosts are on paper, see {@link PaperHostsTest}.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class LargeFleetTest {
    private static final int HOSTS = Integer.getInteger("sluice.it.hosts", 60);
    private static final int PARALLEL = 8;
    private static final int MOST_LINES = 200;
    private static final int MOST_MEGABYTES = 512;
    /** Fleet and coordinator share this machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5).plusSeconds(6L * HOSTS);
    /** What the JVM, SSHD, OkHttp and the console have, whatever the fleet. */
    private static final int OWN_THREADS = 60;
    /** One to work on it, one that writes to its script, and eight questions at once while it is proved, so that they reach many of its workers. */
    private static final int THREADS_OF_A_HOST = 10;
    /** Leases are renewed side by side, so that each is renewed before it runs out: by these, and one more for so many hosts. */
    private static final int RENEWALS = 8;

    private static final int HOSTS_OF_A_RENEWAL = 16;

    @Test
    void a_fleet_of_hundreds_costs_neither_lines_nor_memory_nor_threads(@TempDir Path directory) throws Exception {
        try (var fleet = EmbeddedFleetProcess.startOnPaper(HOSTS, directory.resolve("fleet"))) {
            var arguments = List.of(
                    "release",
                    "--inventory",
                    fleet.path("inventory").toString(),
                    "--playbook",
                    patient(fleet.path("playbook")).toString(),
                    "--artifact",
                    fleet.path("good").toString(),
                    "--yes",
                    "--state",
                    directory.resolve("state").toString());
            long began = System.nanoTime();
            try (var sluice = SluiceProcess.start(directory, List.of("-Xmx400m"), arguments)) {
                var peak = PeakUse.of(sluice);
                var ended = sluice.await(PATIENCE);
                report(ended, peak, (System.nanoTime() - began) / 1_000_000_000);

                ends(0, ended).showsLine(".*done: " + HOSTS + " hosts serve .*");
                assertTrue(ended.said().lines().count() < MOST_LINES, ended::toString);
                assertTrue(peak.kilobytes() >> 10 < MOST_MEGABYTES, peak::toString);
                assertTrue(
                        peak.threads()
                                < PARALLEL * THREADS_OF_A_HOST + OWN_THREADS + RENEWALS + HOSTS / HOSTS_OF_A_RENEWAL,
                        peak::toString);
            }
        }
    }

    /** A loaded machine is not what this is about: hosts may take their time. */
    private static Path patient(Path playbook) throws Exception {
        var text = Files.readString(playbook)
                .replace("strategy:\n", "strategy:\n  parallel: " + PARALLEL + "\n")
                .replace("within: 10s", "within: 2m")
                .replace("within: 20s", "within: 2m")
                .replace("timeout: 5s", "timeout: 30s");
        return Files.writeString(playbook.resolveSibling("patient.yml"), text);
    }

    private static void report(Ended ended, PeakUse peak, long seconds) {
        System.out.printf(
                "%d hosts: released in %d s, %d lines, at most %d MB and %d threads%n",
                HOSTS, seconds, ended.said().lines().count(), peak.kilobytes() >> 10, peak.threads());
    }
}
