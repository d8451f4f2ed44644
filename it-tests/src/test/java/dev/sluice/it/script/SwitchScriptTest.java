package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScripts;
import dev.sluice.step.Lease;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.SwitchLink;
import dev.sluice.step.SwitchLink.Switched;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

class SwitchScriptTest extends ScriptTest {
    @UnderShells
    void current_follows_and_the_reverse_puts_back_what_was_there(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1", "r2");
        assertEquals(Switched.DONE, site.release(lease, "", "r1"));
        assertEquals("releases/r1", site.current());
        assertEquals("r1", site.facts().live().orElseThrow().id());

        var second = SwitchLink.toRelease(lease, "releases/r1", "r2", "alice", () -> true);
        assertEquals(Switched.DONE, second.on(site.session()));
        assertEquals(Switched.NOTHING_TO_DO, second.on(site.session()));
        assertEquals(Switched.DONE, second.reverse(() -> true).on(site.session()));
        assertEquals("releases/r1", site.current());

        var first = SwitchLink.toRelease(lease, "", "r1", "alice", () -> true);
        assertEquals(Switched.DONE, first.reverse(() -> true).on(site.session()));
        assertEquals("", site.current());
        var history = Files.readAllLines(site.path().resolve(".sluice/history.log"));
        assertEquals(4, history.size());
        assertTrue(
                history.get(1)
                        .matches(
                                "at=\\d+ rollout=r-00000001 token=1 event=released from=releases/r1 to=releases/r2 actor=alice"),
                history.get(1));
    }

    @UnderShells
    void a_link_as_another_tool_wrote_it_is_put_back_literally(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1");
        Files.createDirectories(site.path().resolve("releases/by hand"));
        var odd = site.path() + "/releases/./by hand";
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("/x"));
        Files.delete(site.path().resolve("current"));
        Files.createSymbolicLink(site.path().resolve("current"), Path.of(odd));
        var raw = site.current();
        var there = SwitchLink.toRelease(lease, raw, "r1", "alice", () -> true);
        assertEquals(Switched.DONE, there.on(site.session()));
        assertEquals(Switched.DONE, there.reverse(() -> true).on(site.session()));
        assertEquals(raw, site.current());
    }

    @UnderShells
    void a_link_moved_by_hand_is_left_alone(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1", "r2");
        site.release(lease, "", "r1");
        Files.delete(site.path().resolve("current"));
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/hot fix"));
        var e = assertThrows(StepException.class, () -> site.release(lease, "releases/r1", "r2"));
        assertEquals(StepFailure.MOVED, e.failure());
        assertEquals("expected releases/r1, found releases/hot fix", e.why());
        assertEquals("releases/hot fix", site.current());
        var asked = SwitchLink.toRelease(lease, "releases/r1", "r2", "alice", () -> {
            throw new AssertionError("asked for consent to what cannot be done");
        });
        assertThrows(StepException.class, () -> asked.on(site.session()));
    }

    @UnderShells
    void a_link_moved_after_ready_is_left_alone_too(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1", "r2");
        site.release(lease, "", "r1");
        HostCommand.Consent slow = () -> {
            try {
                Files.delete(site.path().resolve("current"));
                Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/other"));
                return true;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        var e = assertThrows(StepException.class, () -> SwitchLink.toRelease(lease, "releases/r1", "r2", "alice", slow)
                .on(site.session()));
        assertEquals(StepFailure.MOVED, e.failure());
        assertEquals("releases/other", site.current());
    }

    @UnderShells
    void a_real_directory_is_never_replaced(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1");
        Files.createDirectory(site.path().resolve("current"));
        var e = assertThrows(StepException.class, () -> site.release(lease, "", "r1"));
        assertEquals(StepFailure.NOT_A_LINK, e.failure());
        assertTrue(Files.isDirectory(site.path().resolve("current"), LinkOption.NOFOLLOW_LINKS));
    }

    @UnderShells
    void what_was_never_finished_is_no_release(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        Files.createDirectories(site.path().resolve("releases/half"));
        assertEquals(
                StepFailure.NO_MARKER,
                assertThrows(StepException.class, () -> site.release(lease, "", "half"))
                        .failure());
        assertEquals(
                StepFailure.NO_RELEASE,
                assertThrows(StepException.class, () -> site.release(lease, "", "gone"))
                        .failure());
        assertEquals(
                StepFailure.USAGE,
                assertThrows(StepException.class, () -> site.release(lease, "", "../half"))
                        .failure());
        assertEquals("", site.current());
    }

    @UnderShells
    void a_stale_token_switches_nothing(LocalShell shell) throws Exception {
        var site = site(shell);
        var old = staged(site, "r1");
        site.lease();
        var e = assertThrows(StepException.class, () -> site.release(old, "", "r1"));
        assertEquals(StepFailure.FENCED, e.failure());
        assertEquals("", site.current());
    }

    @UnderShells
    void without_consent_or_with_a_coordinator_that_died_nothing_happens(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1");
        var e = assertThrows(StepException.class, () -> SwitchLink.toRelease(lease, "", "r1", "alice", () -> false)
                .on(site.session()));
        assertEquals(StepFailure.DECLINED, e.failure());

        var answer = talkUntilReady(site, lease, AfterReady.HANG_UP);
        assertTrue(answer.endsWith("ERR no-go"), answer);
        assertEquals("", site.current());
        assertFalse(leftovers(site), "nothing is left in .sluice");
    }

    @UnderShells
    void behind_a_dead_connection_the_watchdog_ends_it_and_nothing_happens(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1");
        var answer = talkUntilReady(site, lease, AfterReady.SAY_NOTHING);
        assertTrue(answer.endsWith("ERR failed doing=waiting%20for%20GO"), answer);
        assertEquals("", site.current());
        assertFalse(leftovers(site), "nothing is left in .sluice");
        assertEquals(Switched.DONE, site.release(lease, "", "r1"));
    }

    @UnderShells
    void the_watchdog_ends_soon_after_the_switch(LocalShell shell) throws Exception {
        var sleep = "set -- .sluice/switch.*; [ -d \"$1\" ] || echo x >>late; exec @real 0.2";
        var site = site(shell, tools().with("sleep", sleep));
        site.release(staged(site, "r1"), "", "r1");
        Awaitility.await().until(() -> !isIn(site.path()));
        var late = site.path().resolve("late");
        assertTrue(!Files.exists(late) || Files.readAllLines(late).size() == 1, "it naps on");
    }

    private static boolean isIn(Path directory) {
        return ProcessHandle.allProcesses().anyMatch(process -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                        .equals(directory.toRealPath());
            } catch (IOException e) {
                return false; // gone
            }
        });
    }

    @UnderShells
    void a_release_that_was_deleted_is_not_called_live(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/r1"));
        var e = assertThrows(StepException.class, () -> site.release(lease, "", "r1"));
        assertEquals(StepFailure.NO_RELEASE, e.failure());
        assertEquals("target releases/r1", e.why());
    }

    @UnderShells
    void a_reader_never_misses_current(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = staged(site, "r1", "r2");
        site.release(lease, "", "r1");
        var stop = new AtomicBoolean();
        var reading = CompletableFuture.supplyAsync(() -> read(site.path().resolve("current"), stop));
        for (int i = 0; i < 5; i++) {
            site.release(lease, "releases/r1", "r2");
            site.release(lease, "releases/r2", "r1");
        }
        stop.set(true);
        assertTrue(reading.get() > 100);
    }

    private static long read(Path link, AtomicBoolean stop) {
        long reads = 0;
        try {
            while (!stop.get()) {
                var target = Files.readSymbolicLink(link).toString();
                assertTrue(target.equals("releases/r1") || target.equals("releases/r2"), target);
                reads++;
            }
        } catch (IOException e) {
            throw new AssertionError("current was missing after " + reads + " reads", e);
        }
        return reads;
    }

    private static Lease staged(LocalSite site, String... ids) throws Exception {
        var lease = site.lease();
        for (var id : ids) {
            site.stage(lease, id);
        }
        return lease;
    }

    /** What becomes of a coordinator between READY and GO. */
    private enum AfterReady {
        HANG_UP,
        SAY_NOTHING
    }

    private static String talkUntilReady(LocalSite site, Lease lease, AfterReady then) throws Exception {
        var nonce = LocalSession.nonce();
        var script = site.session()
                .withPath(HostCommand.of(HostScripts.SWITCH, Map.of(), Duration.ofSeconds(9)))
                .script();
        var process = site.session().start().start();
        var in = process.outputWriter(StandardCharsets.UTF_8);
        in.write("%s\n%s%s\npath=%s\nrollout=%s\ntoken=%d\nfrom=\nto=releases/r1\nrestore=no\nactor=a\nevent=e\n%s\n"
                .formatted(
                        nonce,
                        script.text().replace("-lt 30 ]", "-lt 1 ]"),
                        nonce,
                        lease.path().replace(" ", "%20"),
                        lease.rollout(),
                        lease.token(),
                        nonce));
        in.flush();
        var lines = new ArrayList<String>();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.endsWith("READY") && then == AfterReady.HANG_UP) {
                    end(in);
                }
            }
        }
        process.waitFor();
        return lines.get(lines.size() - 1);
    }

    private static void end(Closeable stream) throws IOException {
        stream.close();
    }

    private static boolean leftovers(LocalSite site) throws IOException {
        try (var files = Files.list(site.path().resolve(".sluice"))) {
            return files.anyMatch(
                    file -> file.getFileName().toString().matches("switch.*|work.*|critical\\..*|.*\\.new\\..*"));
        }
    }
}
