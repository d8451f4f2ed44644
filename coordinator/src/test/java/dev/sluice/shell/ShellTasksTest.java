package dev.sluice.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.engine.WorkException;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTasksTest {
    private static final String CANARY = "canary-5f2a";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private TaskOutcome run(String text, Duration timeout, Map<String, Secret> variables) throws Exception {
        var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        var tasks = new ShellTasks(directory, Map.of("PATH", path, "HOME", "/nowhere", "OURS", "not for tasks"));
        return tasks.run(new TaskCommand("t", text, Optional.empty(), timeout, variables), written::writeBytes);
    }

    private TaskOutcome run(String text) throws Exception {
        return run(text, Duration.ofMinutes(2), Map.of());
    }

    private String said() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_task_runs_in_the_directory_with_its_variables_and_nothing_of_ours() throws Exception {
        Files.writeString(directory.resolve("purge"), "#!/bin/sh\necho purged \"$1\"; cat; exit 3\n");
        assertTrue(directory.resolve("purge").toFile().setExecutable(true));
        var outcome = run(
                "echo \"[$A] $OURS\" >&2\n./purge 'all of it'",
                Duration.ofMinutes(2),
                Map.of("A", new Secret("'$(touch pwned)\n\"")));
        assertEquals("['$(touch pwned)\n\"] \npurged all of it\n", said());
        assertEquals(3, outcome.exit());
        assertEquals(TaskOutcome.End.EXITED, outcome.end());
        assertFalse(outcome.succeeded());
        assertFalse(Files.exists(directory.resolve("pwned")));
    }

    @Test
    void neither_text_nor_secrets_are_arguments_that_others_can_see() throws Exception {
        var outcome = run(
                "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' >seen; : " + CANARY,
                Duration.ofMinutes(2),
                Map.of("TOKEN", new Secret(CANARY)));
        assertTrue(outcome.succeeded(), said());
        var seen = Files.readString(directory.resolve("seen"), StandardCharsets.ISO_8859_1);
        assertTrue(seen.contains("java"), "the processes of this machine were not seen");
        assertFalse(seen.contains(CANARY), "a secret or the task's text is an argument");
    }

    @Test
    void its_time_over_a_task_ends_with_all_that_it_started() throws Exception {
        var outcome = run(
                "(trap '' TERM; echo $$ >own; exec sleep 311) & (sleep 312 &) & sleep 313; echo not reached",
                Duration.ofSeconds(1),
                Map.of());
        assertEquals(TaskOutcome.End.TIMED_OUT, outcome.end());
        assertEquals("", said());
        assertEquals(
                "",
                commands()
                        .lines()
                        .filter(line -> line.matches(".*sleep 31[123].*"))
                        .collect(Collectors.joining()));
    }

    private static String commands() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void of_much_output_the_beginning_is_kept_and_the_task_is_not_held_up() throws Exception {
        var outcome = run("yes 0123456789 | head -c 20000000; touch finished");
        assertTrue(outcome.succeeded());
        assertTrue(Files.exists(directory.resolve("finished")));
        assertTrue(written.size() > Capture.MOST_BYTES && written.size() < Capture.MOST_BYTES + 200);
        assertTrue(said().endsWith("is not kept)\n"));
    }

    @Test
    void what_a_task_leaves_running_is_not_waited_for() throws Exception {
        run("sleep 314 & echo $! >left; echo done");
        assertEquals("done\n", said());
        var left = Long.parseLong(Files.readString(directory.resolve("left")).strip());
        assertTrue(ProcessHandle.of(left).orElseThrow().destroyForcibly());
    }

    @Test
    void a_directory_that_is_gone_is_said() throws IOException {
        var tasks = new ShellTasks(directory.resolve("gone"), Map.of("PATH", "/usr/bin:/bin"));
        var command = new TaskCommand("purge", "true", Optional.empty(), Duration.ofSeconds(9), Map.of());
        var e = assertThrows(WorkException.class, () -> tasks.run(command, bytes -> {}));
        assertTrue(e.failure().what().startsWith("purge could not be started"), e.failure()::toString);
    }
}
