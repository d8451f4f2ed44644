package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that is lost loses its view of the rollout, and nothing else. */
class LostClientTest {
    private ServedProject served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedProject();
    }

    @AfterEach
    void end() throws Exception {
        served.close();
    }

    private Process start(String... words) throws IOException {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.cli.Main",
                "--server",
                served.url()));
        all.addAll(Arrays.asList(words));
        var builder = new ProcessBuilder(all);
        builder.environment().putAll(Map.of("SLUICE_TOKEN", "jenkins", "LC_ALL", "C.UTF-8"));
        return builder.start();
    }

    /** Reads so many lines, as far as there are so many. */
    private static void readLines(Process process, int lines) throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        int read = 0;
        while (read < lines && out.readLine() != null) {
            read++;
        }
    }

    /** A client is killed when it has shown so many lines; another one follows the rollout to its end. */
    private void killed(int lines) throws Exception {
        var release = "v" + (lines + 2);
        var process = start("release", "--yes", "--artifact", served.archive().toString(), "--release", release);
        try {
            readLines(process, lines);
        } finally {
            process.destroyForcibly().waitFor();
        }
        var followed = served.ends(0, "status --watch");
        assertTrue(followed.out().contains("done: 2 hosts serve " + release), followed::out);
        assertEquals(release, served.project().live("web01"));
        assertEquals(release, served.project().live("web02"));
    }

    @Test
    void a_rollout_goes_on_when_its_client_is_killed_in_the_middle() throws Exception {
        served.project().replace(served.project().playbook(), "soak: 0s", "soak: 2s");
        var process = start("release", "--yes", "--artifact", served.archive().toString(), "--release", "v2");
        while (!"v2".equals(served.project().live("web01"))) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertEquals("1", served.project().live("web02"));
        served.ends(0, "status --watch");
        assertEquals("v2", served.project().live("web02"));
    }

    @Test
    @Tag("everything")
    @Timeout(600)
    void a_rollout_goes_on_at_whatever_moment_its_client_is_killed() throws Exception {
        for (int lines = 9; lines < 19; lines++) {
            killed(lines);
        }
    }

    @Test
    void a_signal_ends_the_view_alone_and_what_to_do_is_printed() throws Exception {
        served.project().replace(served.project().playbook(), "soak: 0s", "soak: 2s");
        var process = start("release", "--yes", "--artifact", served.archive().toString(), "--release", "v2");
        readLines(process, 12);
        process.toHandle().destroy();
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(143, process.waitFor());
        assertTrue(err.contains("SIGTERM: this view ends, and sluice release continues on the daemon"), err);
        assertTrue(err.contains("--fleet demo/shop status --watch"), err);
        assertTrue(err.contains("abort --revert"), err);
        served.ends(0, "status --watch");
        assertEquals("v2", served.project().live("web02"));
    }

    @Test
    void the_output_is_whole_over_a_connection_that_is_cut_again_and_again() throws Exception {
        try (var proxy = new CuttingProxy(served.port(), 700)) {
            served.ends(0, "release --yes --release v2 --artifact", served.archive());
            var through = CommandLineRun.in(
                    Map.of("SLUICE_TOKEN", "jenkins", "SLUICE_SERVER", proxy.url(), "SLUICE_RECONNECT", "30s"),
                    "release",
                    "--yes",
                    "--release",
                    "v3",
                    "--artifact",
                    served.archive());
            assertEquals(0, through.exitCode(), through::err);
            assertTrue(proxy.cuts() >= 3, () -> "cuts: " + proxy.cuts());
            var whole = through.out().lines().map(LostClientTest::same).sorted().toList();
            var direct = served.ends(0, "release --yes --release v4 --artifact", served.archive());
            assertEquals(direct.out().lines().map(LostClientTest::same).sorted().toList(), whole, through::err);
        }
    }

    private static String same(String line) {
        return line.replaceAll("v[0-9]|r-[0-9a-f]+|[0-9a-f]{64}|[0-9.]+ ?m?s\\b", "X")
                .replaceAll("[ ]+", " ");
    }

    @Test
    void a_stopping_daemon_leaves_a_rollout_in_order_and_its_client_learns_of_it() throws Exception {
        served.project().replace(served.project().playbook(), "soak: 0s", "soak: 30s");
        var run = CompletableFuture.supplyAsync(() -> client("release --yes --release v2 --artifact", archive()));
        while (!"v2".equals(served.project().live("web01"))) {
            Thread.onSpinWait();
        }
        served.daemon().stop("SIGTERM");
        var ended = run.get(30, TimeUnit.SECONDS);
        assertEquals(143, ended.exitCode(), ended::err);
        served.ends(7, "release --yes --release v3 --artifact", archive());
    }

    private CommandLineRun client(String line, Object... more) {
        return served.client(line, more);
    }

    private Path archive() {
        try {
            return served.archive();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_only_shows_something_is_interrupted_when_the_daemon_stops() throws Exception {
        served.project().replace(served.project().playbook(), "soak: 0s", "soak: 30s");
        var release = CompletableFuture.supplyAsync(() -> client("release --yes --release v2 --artifact", archive()));
        while (!"v2".equals(served.project().live("web01"))) {
            Thread.onSpinWait();
        }
        var watch = start("status", "--watch");
        readLines(watch, 1);
        served.daemon().stop("SIGTERM");
        assertEquals(143, release.get(30, TimeUnit.SECONDS).exitCode());
        assertTrue(watch.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, watch.exitValue());
    }
}
