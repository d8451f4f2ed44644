package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.step.RunCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What runs the commands of health checks. */
class CheckScriptTest extends ScriptTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private static RunCheck.Ended run(LocalSite site, String command, Duration limit) throws Exception {
        return new RunCheck(site.path().toString(), command, limit).on(site.session());
    }

    private LocalSite live(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        site.release(lease, "", "r1");
        return site;
    }

    @UnderShells
    void a_command_runs_in_the_live_release_and_its_end_is_told(LocalShell shell) throws Exception {
        var site = live(shell);
        assertEquals(new RunCheck.Ended(0, false, HostText.of("")), run(site, "test -f public/index.php", LONG));
        assertEquals(new RunCheck.Ended(3, false, HostText.of("down\n")), run(site, "echo down >&2; exit 3", LONG));
        assertEquals(new RunCheck.Ended(137, false, HostText.of("")), run(site, "kill -KILL $$", LONG));
        assertEquals(new RunCheck.Ended(127, false, HostText.of("")), run(site, "no-such-program 2>/dev/null", LONG));
    }

    @UnderShells
    void before_the_first_lease_it_runs_too_and_nothing_is_left_behind(LocalShell shell) throws Exception {
        var site = site(shell);
        Files.createDirectories(site.path());
        assertEquals(0, run(site, "true", LONG).status());
        try (var left = Files.list(site.path())) {
            assertEquals(0, left.count());
        }
    }

    @UnderShells
    void one_that_hangs_is_ended_with_all_that_it_started(LocalShell shell) throws Exception {
        var site = live(shell);
        var pids = site.path().resolve("pids");
        var hangs = "trap '' TERM; sleep 300 & echo $! $$ >'" + pids + "'; echo begun; wait; sleep 300";
        var ended = run(site, hangs, Duration.ofSeconds(1));
        assertTrue(ended.over(), ended::toString);
        assertEquals("begun", ended.output().raw().strip());
        for (var pid : Files.readString(pids).strip().split(" ", -1)) {
            ends(Long.parseLong(pid));
        }
    }

    @UnderShells
    void one_that_ends_takes_with_it_what_it_left_running(LocalShell shell) throws Exception {
        var site = live(shell);
        var pids = site.path().resolve("pids");
        var ended = run(site, "sleep 300 & echo $! >'" + pids + "'", LONG);
        assertEquals(0, ended.status());
        var pid = Long.parseLong(Files.readString(pids).strip());
        ends(pid);
    }

    /** Killed, it is there until somebody has heard of its end. */
    private static void ends(long pid) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }

    @UnderShells
    void of_a_hundred_megabytes_the_end_is_kept_whatever_is_in_it(LocalShell shell) throws Exception {
        var site = live(shell);
        var much = "yes 0123456789 | head -c 100000000; printf '\\033[31m\\000the cause\\n\\n'; exit 4";
        var ended = run(site, much, LONG);
        assertEquals(4, ended.status());
        assertTrue(ended.output().raw().strip().endsWith("\u001b[31mthe cause"), ended::toString);
        assertTrue(ended.output().raw().length() <= 2000);
    }

    @UnderShells
    void its_text_is_in_no_argument_and_no_environment_and_its_input_is_empty(LocalShell shell) throws Exception {
        var site = live(shell);
        var words = "cat; tr '\\000' '\\n' </proc/$$/cmdline | grep -c canar[y]; env | grep -c SLUICE_RUN; : canary";
        assertEquals("0\n0", run(site, words, LONG).output().raw().strip());
        assertFalse(Files.exists(Path.of("pwned")));
    }
}
