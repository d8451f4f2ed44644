package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.release.SluiceProcess;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody tells the coordinator to end, as a build server does that aborts a job, or a person with Ctrl-C. */
class SignalledRolloutsTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeEach
    void make_a_site() {
        FreshSite.make(FLEET, SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    private static PlaybookText soaking() {
        return PlaybookText.simple().strategy("batches: [{ size: 1, soak: 10m }, 75%], min_available: 25%, soak: 0s");
    }

    private Ended signalled(SluiceProcess release, Signal signal) {
        long began = System.nanoTime();
        release.signal(signal);
        var ended = release.await();
        System.out.printf(
                "SIG%s | exit %d after %d ms%n",
                signal,
                ended.exitCode(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        return ended;
    }

    @Test
    void in_a_soak_it_ends_in_order_and_a_rollback_puts_every_host_back() {
        var operator = Operator.of(FLEET, soaking(), directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("SoakStarted", release);
            ends(143, signalled(release, Signal.TERM)).shows("interrupted by SIGTERM: sluice resume r-");
        }
        assertEquals(SeenHost.on("v2"), SeenHost.of(FLEET.host(1)));
        assertEquals(SeenHost.on("v1"), SeenHost.of(FLEET.host(2)));
        ends(0, operator.run("status")).shows("interrupted since ");

        ends(0, operator.run("rollback", "--yes"));
        everywhere(FLEET, "v1");
    }

    @Tag("everything")
    @Test
    void while_a_host_is_proved_the_proof_is_finished_and_a_resume_goes_on() throws IOException {
        var operator = Operator.of(
                FLEET, PlaybookText.simple().strategy("batches: [1, 75%], min_available: 25%, soak: 0s"), directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("HostSwitching", release);
            ends(130, signalled(release, Signal.INT));
        }
        for (RealHost host : FLEET.hosts()) {
            assertTrue(
                    List.of("releases/v1", "releases/v2").contains(host.site().current()));
        }
        ends(0, operator.run("resume", "--yes"));
        everywhere(FLEET, "v2");
    }

    /** A task cannot be hurried: it goes on at its host, and whoever resumes the rollout hears of its end. */
    @Test
    @Tag("everything")
    void a_task_that_goes_on_is_left_to_its_host_and_not_started_again() throws IOException {
        var begun = directory.resolve("begun");
        var go = directory.resolve("go");
        var task = "tasks:\n  prepare:\n    - { name: migrate, once: true, run: \"echo begun >>" + begun
                + "; until [ -e " + go + " ]; do sleep 0.1; done\" }\n";
        var operator = Operator.of(FLEET, PlaybookText.simple().more(task), directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(begun) || !release.isRunning());
            ends(143, signalled(release, Signal.TERM)).shows("nothing is lost");
        }
        Files.createFile(go);
        ends(0, operator.run("resume", "--yes"));
        assertEquals(List.of("begun"), Files.readAllLines(begun));
        everywhere(FLEET, "v2");
    }

    @Test
    void a_second_signal_ends_it_at_once() throws IOException {
        var operator = Operator.of(FLEET, soaking().more("""
                tasks:
                  prepare: [{ name: long, run: sleep 30, on: web01 }]
                """), directory);
        try (var release = operator.startRelease(SampleSite.of("v2"), "--output-dir", "out")) {
            operator.events("out").await("HostTaskStarted", release);
            release.signal(Signal.INT);
            Awaitility.await().until(() -> release.errSoFar().contains("a second signal ends at once"));
            ends(130, signalled(release, Signal.INT)).showsNot("ended in the middle of it");
        }
        everywhere(FLEET, "v1");
        ends(0, operator.run("rollback", "--yes"));
    }
}
