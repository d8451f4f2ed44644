package dev.sluice.it.tasks;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that runs once, and the sudden end of whoever waits for it: it is not started a second time by itself. */
class InterruptedTasksTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    /** Says that it began, waits for a file, says that it ended. */
    private static final String TASKS = """
            tasks:
              prepare:
                - name: migrate
                  once: true
                  run: |
                    echo "began $$" >>"$SLUICE_PATH/tasks.log"
                    until [ -e "$SLUICE_PATH/go" ]; do sleep 0.1; done
                    echo ended >>"$SLUICE_PATH/tasks.log"
                    echo the tables are new
            """;

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

    private static Path site() {
        return FLEET.host(1).sitePath();
    }

    private static List<String> notes() {
        try {
            var file = site().resolve("tasks.log");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words() {
        return notes().stream().map(line -> line.split(" ", -1)[0]).toList();
    }

    private static void letGo() throws IOException {
        Files.createFile(site().resolve("go"));
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    /** An operator whose coordinator was killed while the task runs. */
    private Operator killedWhileItRuns() {
        var operator = Operator.of(FLEET, PlaybookText.simple().more(TASKS), directory);
        try (var release = operator.startRelease(SampleSite.of("v2"))) {
            await("the task", () -> words().equals(List.of("began")) || !release.isRunning());
            assertTrue(release.isRunning(), () -> release.await().toString());
            release.kill();
        }
        return operator;
    }

    @Test
    void a_task_goes_on_without_its_coordinator_and_the_next_one_hears_of_its_end() throws IOException {
        var operator = killedWhileItRuns();
        letGo();
        await("its end", () -> words().equals(List.of("began", "ended")));

        var resumed = ends(0, operator.run("resume", "--yes"));

        resumed.shows("migrate done");
        assertEquals(List.of("began", "ended"), words());
        everywhere(FLEET, "v2");
        ends(0, operator.run("logs", resumed.rollout(), "web01")).shows("migrate | the tables are new");
    }

    @Test
    @Tag("everything")
    void the_next_coordinator_waits_for_a_task_that_still_runs() throws IOException {
        var operator = killedWhileItRuns();
        try (var resumed = operator.start("resume", "--yes")) {
            await("the other one", () -> resumed.outSoFar().contains("taken over") || !resumed.isRunning());
            letGo();
            ends(0, resumed.await());
        }
        assertEquals(List.of("began", "ended"), words());
        everywhere(FLEET, "v2");
    }

    /** Ended with its host: neither the task nor who watched it there says how it ended. */
    private static void endWithItsHost() throws IOException {
        var task = Long.parseLong(notes().get(notes().size() - 1).split(" ", -1)[1]);
        try (var markers = Files.walk(site().resolve(".sluice/tasks"))) {
            var started =
                    markers.filter(file -> file.endsWith("started")).findFirst().orElseThrow();
            var watcher = Pattern.compile("(?m)^by=.*:([0-9]+):[0-9]+$").matcher(Files.readString(started));
            assertTrue(watcher.find(), () -> "no process in " + started);
            ProcessHandle.of(Long.parseLong(watcher.group(1))).ifPresent(ProcessHandle::destroyForcibly);
        }
        TaskProcesses.ofGroup(task).forEach(ProcessHandle::destroyForcibly);
        await("the end of its processes", () -> TaskProcesses.ofGroup(task).isEmpty());
    }

    @Test
    @Tag("everything")
    void a_task_whose_end_nobody_knows_is_started_again_at_a_persons_word_only() throws IOException {
        var operator = killedWhileItRuns();
        endWithItsHost();

        var asked = ends(6, operator.run("resume", "--yes"));
        var id = asked.rollout();
        asked.shows("the outcome of task 'migrate' on web01 is unknown")
                .shows("sluice resume " + id + " --task-done 'migrate'")
                .shows("sluice resume " + id + " --task-again 'migrate'")
                .shows("sluice rollback");
        ends(0, operator.run("status")).shows("waits for a decision: the result of 'migrate' is unknown");
        ends(6, operator.run("resume", "--yes")).shows("--task-again 'migrate'");
        ends(2, operator.run("resume", "--task-again", "other", "--yes")).shows("no task 'other'");
        assertEquals(List.of("began"), words());

        letGo();
        ends(0, operator.run("resume", id, "--task-again", "migrate", "--yes"))
                .shows("migrate may be started again, decided by ");
        assertEquals(List.of("began", "began", "ended"), words());
        everywhere(FLEET, "v2");
    }

    @Test
    @Tag("everything")
    void a_task_whose_end_nobody_knows_is_done_when_a_person_says_so() throws IOException {
        var operator = killedWhileItRuns();
        endWithItsHost();
        ends(6, operator.run("resume", "--yes"));

        ends(0, operator.run("resume", "--task-done", "migrate", "--approved-by", "anna", "--yes"))
                .shows("migrate is done, decided by anna");
        assertEquals(List.of("began"), words());
        everywhere(FLEET, "v2");
    }

    @Test
    @Tag("everything")
    void a_rollout_with_such_a_task_can_be_rolled_back() throws IOException {
        var operator = killedWhileItRuns();
        endWithItsHost();
        ends(6, operator.run("resume", "--yes"));

        ends(0, operator.run("rollback", "--yes"));

        assertEquals(List.of("began"), words());
        everywhere(FLEET, "v1");
        ends(0, operator.run("resume", "--yes")).shows("no rollout in progress");
    }
}
