package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.step.Lease;
import dev.sluice.step.Prune;
import dev.sluice.step.RunTask;
import dev.sluice.step.RunTask.Again;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;
import dev.sluice.step.TaskOutcome.End;
import dev.sluice.step.TaskOutcome.Ran;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;

@Tag("everything")
class TaskScriptTest extends ScriptTest {
    private static final String CANARY = "canary-71c3";
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<String, ByteArrayOutputStream> written = new ConcurrentHashMap<>();

    private LocalSite released(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "r1");
        return site;
    }

    private TaskOutcome run(LocalSite site, Lease lease, String key, String text) throws Exception {
        return task(lease, key, text, LONG, Map.of(), Again.NEVER).on(site.session());
    }

    private RunTask task(
            Lease lease, String key, String text, Duration timeout, Map<String, String> variables, Again again) {
        var secrets = new TreeMap<String, Secret>();
        variables.forEach((name, value) -> secrets.put(name, new Secret(value)));
        var out = written.computeIfAbsent(key, any -> new ByteArrayOutputStream());
        out.reset();
        return new RunTask(
                lease,
                "r1",
                key,
                new TaskCommand("task", text, Optional.empty(), timeout, secrets),
                again,
                out::writeBytes);
    }

    private ByteArrayOutputStream output(String key) {
        return written.getOrDefault(key, new ByteArrayOutputStream());
    }

    private String said(String key) {
        return output(key).toString(StandardCharsets.UTF_8);
    }

    private static Path release(LocalSite site, String file) {
        return site.path().resolve("releases/r1").resolve(file);
    }

    @UnderShells
    void a_task_runs_in_the_release_with_its_variables_and_tells_its_exit_code(LocalShell shell) throws Exception {
        var site = released(shell);
        var lease = site.lease();
        var hostile = "'; touch pwned; '$(touch pwned)`touch pwned`\\n%41\n\n ünï \n";
        var variables = Map.of("A", hostile, "EMPTY", "", "name", "n", "value", "v", "lines", "l", "rest", "r");
        var text = "printf '%s|' \"$A\" \"$EMPTY\" \"$name$value$lines$rest\"; pwd; cat; echo err >&2\nexit 7";
        var outcome = task(lease, "k", text, LONG, variables, Again.NEVER).on(site.session());
        assertEquals(hostile + "||nvlr|" + site.path().toRealPath().resolve("releases/r1") + "\nerr\n", said("k"));
        assertEquals(7, outcome.exit());
        assertEquals(End.EXITED, outcome.end());
        assertEquals(Ran.NOW, outcome.ran());
        assertFalse(Files.exists(release(site, "pwned")));
        assertFalse(Files.exists(site.path().resolve("pwned")));
    }

    @UnderShells
    void the_environment_is_clean(LocalShell shell) throws Exception {
        var site = released(shell);
        run(site, site.lease(), "k", "env | cut -d = -f 1 | sort | tr '\\n' ' '");
        var names = List.of(said("k").strip().split(" ", -1));
        var known = List.of("HOME", "LANG", "LOGNAME", "OLDPWD", "PATH", "PWD", "SHELL", "SHLVL", "USER", "_");
        assertTrue(known.containsAll(names), names::toString);
        assertTrue(names.containsAll(List.of("HOME", "LANG", "PATH", "USER")), names::toString);
    }

    @UnderShells
    void to_be_who_logs_in_anyway_a_task_needs_no_sudo(LocalShell shell) throws Exception {
        var site = released(shell);
        var user = System.getProperty("user.name");
        var command = new TaskCommand("task", "id -un >who", Optional.of(user), LONG, Map.of());
        var outcome = new RunTask(site.lease(), "r1", "k", command, Again.NEVER, bytes -> {}).on(site.session());
        assertTrue(outcome.succeeded(), outcome::toString);
        assertEquals(List.of(user), Files.readAllLines(release(site, "who")));
    }

    @UnderShells
    void nothing_is_run_twice_and_an_old_token_runs_nothing(LocalShell shell) throws Exception {
        var site = released(shell);
        var old = site.lease();
        var lease = site.lease();
        assertEquals(Ran.NOW, run(site, lease, "k", "echo once >>ran; exit 3").ran());
        var again = task(lease, "k", "echo once >>ran", LONG, Map.of(), Again.WHEN_UNKNOWN)
                .on(site.session());
        assertEquals(Ran.BEFORE, again.ran());
        assertEquals(3, again.exit());
        assertEquals(List.of("once"), Files.readAllLines(release(site, "ran")));
        var e = assertThrows(StepException.class, () -> run(site, old, "other", "touch fenced"));
        assertEquals(StepFailure.FENCED, e.failure());
        assertFalse(Files.exists(release(site, "fenced")));
    }

    @UnderShells
    void without_its_client_a_task_goes_on_and_the_next_one_hears_of_its_end(LocalShell shell) throws Exception {
        var site = released(shell);
        var lease = site.lease();
        var text = "echo $$ >pid; until [ -e go ]; do sleep 0.1; done; echo ended >>ended";
        var session = new CutSession(site.session());
        var first = CompletableFuture.runAsync(
                () -> session.runAndCut(task(lease, "k", text, LONG, Map.of(), Again.NEVER)));
        await(release(site, "pid"));
        session.cut();
        first.join();
        var second = CompletableFuture.supplyAsync(() -> CutSession.quietly(() -> run(site, lease, "k", "echo twice")));
        Files.createFile(release(site, "go"));
        var outcome = second.join();
        assertTrue(outcome.succeeded(), outcome::toString);
        assertNotEquals(Ran.NOW, outcome.ran());
        assertEquals(List.of("ended"), Files.readAllLines(release(site, "ended")));
    }

    @UnderShells
    void a_task_that_was_killed_with_its_watchers_is_unknown_until_a_person_says_again(LocalShell shell)
            throws Exception {
        var site = released(shell);
        var lease = site.lease();
        var session = new CutSession(site.session());
        var first = CompletableFuture.runAsync(
                () -> session.runAndCut(task(lease, "k", "echo x >>begun; sleep 317", LONG, Map.of(), Again.NEVER)));
        await(release(site, "begun"));
        await(site.path().resolve(".sluice/tasks/" + LocalSite.ROLLOUT + "/k/process"));
        kill(site);
        session.cut();
        first.join();
        assertEquals(End.UNKNOWN, run(site, lease, "k", "echo x >>begun").end());
        assertEquals(1, Files.readAllLines(release(site, "begun")).size());
        var again = task(lease, "k", "echo x >>begun", LONG, Map.of(), Again.WHEN_UNKNOWN)
                .on(site.session());
        assertTrue(again.succeeded());
        assertEquals(Ran.NOW, again.ran());
        assertEquals(2, Files.readAllLines(release(site, "begun")).size());
    }

    /** The supervisor first: it would write down how the task ended, which may end by itself when nobody reads its output. */
    private static void kill(LocalSite site) throws Exception {
        var marker = site.path().resolve(".sluice/tasks/" + LocalSite.ROLLOUT + "/k");
        var supervisor = Files.readAllLines(marker.resolve("started")).get(0).substring("by=".length());
        var task = Files.readAllLines(marker.resolve("process")).get(0);
        Stream.of(running(supervisor), running(task)).toList().forEach(TaskScriptTest::end);
    }

    private static ProcessHandle running(String identity) {
        return ProcessHandle.of(Long.parseLong(identity.split(":", -1)[1])).orElseThrow();
    }

    private static void end(ProcessHandle process) {
        process.descendants()
                .filter(one -> one.info().commandLine().orElse("").contains("sleep 317"))
                .forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void await(Path file) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(file) && Files.size(file) > 0);
    }

    @UnderShells
    void its_time_over_a_task_ends_with_all_that_it_started(LocalShell shell) throws Exception {
        var site = released(shell);
        var text = "(trap '' TERM; while :; do sleep 318; done) & (sleep 319 &) ; sleep 320; echo no";
        var outcome = task(site.lease(), "k", text, Duration.ofSeconds(1), Map.of(), Again.NEVER)
                .on(site.session());
        assertEquals(End.TIMED_OUT, outcome.end());
        assertEquals("", said("k"));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .noneMatch(line -> line.matches(".*sleep 3(18|19|20)")));
    }

    @UnderShells
    void of_much_output_the_beginning_is_kept_and_the_task_is_not_held_up(LocalShell shell) throws Exception {
        var site = released(shell);
        var line = "a".repeat(1000) + " % b";
        var outcome = run(site, site.lease(), "k", "yes '" + line + "' | head -c 20000000; touch finished");
        assertTrue(outcome.succeeded());
        assertTrue(Files.exists(release(site, "finished")));
        int bytes = output("k").size();
        assertTrue(bytes > 10_485_760 && bytes < 10_600_000, () -> bytes + " bytes");
        assertTrue(said("k").endsWith("a % b\n") || said("k").endsWith("is not kept)\n"));
    }

    @UnderShells
    void secrets_are_in_no_argument_and_in_no_file(LocalShell shell) throws Exception {
        var site = released(shell);
        var text = "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' >seen; : " + CANARY + "; [ -n \"$TOKEN\" ]";
        var outcome = task(site.lease(), "k", text, LONG, Map.of("TOKEN", CANARY + "-value"), Again.NEVER)
                .on(site.session());
        assertTrue(outcome.succeeded(), () -> said("k"));
        var seen = Files.readString(release(site, "seen"), StandardCharsets.ISO_8859_1);
        assertTrue(seen.contains("java"));
        assertFalse(seen.contains(CANARY));
        try (var files = Files.walk(site.path())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(CANARY), file::toString);
            }
        }
    }

    @UnderShells
    void a_daemon_that_a_task_starts_is_not_waited_for(LocalShell shell) throws Exception {
        var site = released(shell);
        assertTrue(run(site, site.lease(), "k", "sleep 321 & echo $! >daemon").succeeded());
        var daemon = Long.parseLong(Files.readString(release(site, "daemon")).strip());
        assertTrue(ProcessHandle.of(daemon).orElseThrow().destroyForcibly());
    }

    @UnderShells
    void what_makes_no_sense_is_refused_before_anything_runs(LocalShell shell) throws Exception {
        var site = released(shell);
        var lease = site.lease();
        for (var key : List.of("", "../x", "a/b", "-k", "$(touch pwned)")) {
            var e = assertThrows(StepException.class, () -> run(site, lease, key, "touch pwned"));
            assertEquals(StepFailure.USAGE, e.failure(), key);
        }
        for (var name : List.of("", "1A", "A B", "A;touch pwned", "A=B")) {
            var e = assertThrows(
                    StepException.class, () -> task(lease, "k", "touch pwned", LONG, Map.of(name, "x"), Again.NEVER)
                            .on(site.session()));
            assertEquals(StepFailure.USAGE, e.failure(), name);
        }
        assertFalse(Files.exists(release(site, "pwned")));
    }

    @UnderShells
    void prune_takes_what_tasks_of_earlier_rollouts_left(LocalShell shell) throws Exception {
        var site = released(shell);
        var lease = site.lease();
        run(site, lease, "k", "echo x");
        var old = site.path().resolve(".sluice/tasks/r-0ld");
        Files.createDirectories(old.resolve("k"));
        new Prune(lease, List.of("r1"), Optional.empty()).on(site.session());
        assertFalse(Files.exists(old));
        assertEquals(Ran.BEFORE, run(site, lease, "k", "echo x").ran());
    }
}
