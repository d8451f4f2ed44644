package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SluiceProcess;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon on real servers, with a schedule of every few seconds. */
class ServedSchedulesTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    private Operator operator() throws IOException {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        var schedule = "schedule:\n  - { name: often, cron: '*/3 * * * * ?', zone: UTC, artifact: { newest: 'builds/*',"
                + " digest: optional, wait_for: 1s } }\n";
        var operator = Operator.of(
                FLEET,
                PlaybookText.simple()
                        .strategy("batches: [{ size: 1, soak: 8s }, 75%], min_available: 25%, soak: 0s")
                        .more(schedule),
                directory);
        Files.writeString(
                directory.resolve("sluice.yml"),
                "sites: [{ inventory: inventory.yml, playbook: playbook.yml }]\nretain: { rollouts: 50 }\n");
        return operator;
    }

    private static SluiceProcess serve(Operator operator) {
        return operator.start("serve", "--config", "sluice.yml", "--verbose", "--color", "always");
    }

    private static void await(SluiceProcess daemon, String text) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> daemon.outSoFar().contains(text) || !daemon.isRunning());
        assertTrue(daemon.outSoFar().contains(text), () -> text + " in " + daemon.outSoFar() + daemon.errSoFar());
    }

    private static String current(int host) {
        return FLEET.host(host).site().current();
    }

    @Test
    void a_daemon_starts_what_is_due_continues_after_sigkill_and_waits_after_sigterm() throws IOException {
        var operator = operator();
        operator.build(SampleSite.of("v2"));
        try (var killed = serve(operator)) {
            await(killed, "healthy");
            assertTrue(
                    killed.outSoFar().contains("started ") && killed.outSoFar().contains("\u001b["));
            killed.kill();
        }
        assertNotEquals(current(1), current(2));
        try (var again = serve(operator)) {
            await(again, "ended: succeeded");
            assertEquals(current(1), current(2));
            assertNotEquals("releases/v1", current(1));
            await(again, "skipped: the newest artifact");
            again.signal(Signal.TERM);
            ends(143, again.await());
        }
        var v2 = current(1);
        operator.build(SampleSite.of("v3"));
        try (var stopped = serve(operator)) {
            await(stopped, "healthy");
            stopped.signal(Signal.TERM);
            ends(143, stopped.await()).shows("is interrupted, and waits for a person");
        }
        assertEquals(v2, current(2));
        assertNotEquals(v2, current(1));
        try (var waiting = serve(operator)) {
            await(waiting, "was left unfinished: interrupted");
            assertEquals(v2, current(2));
            waiting.signal(Signal.TERM);
            ends(143, waiting.await());
        }
        ends(0, operator.run("schedule", "list")).shows("interrupted");
        ends(0, operator.run("resume", "--yes"));
        assertEquals(current(1), current(2));
    }

    @Test
    @Tag("everything")
    void files_with_errors_start_nothing_until_they_are_mended() throws IOException {
        var operator = operator();
        var playbook = directory.resolve("playbook.yml");
        var sound = Files.readString(playbook);
        try (var daemon = serve(operator)) {
            await(daemon, "skipped: no file matches");
            Files.writeString(playbook, sound.replace("targets: web", "targets: wen"));
            await(daemon, "broken_files");
            operator.build(SampleSite.of("v4"));
            await(daemon, "waits: the files have errors");
            assertEquals("releases/v1", current(1));
            Files.writeString(playbook, sound);
            await(daemon, "mended_files");
            await(daemon, "ended: succeeded");
            daemon.signal(Signal.TERM);
            ends(143, daemon.await());
        }
    }
}
