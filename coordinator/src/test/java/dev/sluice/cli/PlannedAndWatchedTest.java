package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is shown before a rollout, and of one that another process runs. */
class PlannedAndWatchedTest {
    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.start();
    }

    @AfterEach
    void end() {
        project.close();
    }

    /** Hosts without processes do not compare trees. */
    private void with_hosts_that_run_scripts() throws IOException {
        project.close();
        project = DemoProject.withShells();
    }

    private static void assertShows(CommandLineRun run, String... parts) {
        for (var part : parts) {
            assertTrue(run.out().contains(part), () -> part + " is missing in\n" + run.out() + run.err());
        }
    }

    @Test
    void a_plan_shows_what_goes_out_what_runs_and_what_is_checked() throws IOException {
        with_hosts_that_run_scripts();
        project.released("v2");
        Files.writeString(
                project.playbook(),
                Files.readString(project.playbook())
                        + "tasks: { prepare: [{ name: warm, run: ./warm-cache }],"
                        + " finish: [{ name: purge, run: ./purge, where: coordinator, irreversible: true }] }\n");
        var build = copy(project.artifact());
        Files.writeString(build.resolve("new file.txt"), "new");
        var run = project.ends(0, "plan --until 1", "--artifact", build, "--release", "v3");
        assertShows(
                run,
                "changes  1 added (new file.txt), since v2 (web01, web02)",
                "task     warm: before the first switch, on web01, web02 · ./warm-cache",
                "task     purge: at the end, on this machine · ./purge · no revert after it",
                "check    ready: GET /",
                ", then waits for sluice promote");
    }

    private Path copy(Path tree) throws IOException {
        var to = project.directory().resolve("build");
        try (var files = Files.walk(tree)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(tree.relativize(file).toString()));
            }
        }
        return to;
    }

    @Test
    void content_that_is_live_or_staged_is_named_and_what_a_rollback_left_is_not_uploaded_again() throws IOException {
        with_hosts_that_run_scripts();
        project.released("v2");
        assertShows(
                project.ends(0, "plan", "--artifact", project.artifact(), "--release", "v3"),
                "changes  none, since v2",
                "live     web01, web02 serve this content already");
        project.ends(0, "rollback --yes");
        var again = project.ends(0, "plan", "--artifact", project.artifact());
        assertShows(again, "demo/shop v2 ", "staged   web01, web02 have this release already");
        var released = project.ends(0, "release --yes --verbose", "--artifact", project.artifact());
        assertShows(released, "already staged", "done: 2 hosts serve v2");
        assertFalse(released.out().contains(" staged "), released::out);
    }

    @Test
    void prune_keeps_what_a_rollback_left() throws IOException {
        project.released("v2");
        project.ends(0, "rollback --yes");
        project.ends(0, "prune --yes");
        project.ends(0, "release --yes --release v2");
    }

    @Test
    void a_batch_that_does_not_exist_is_refused() {
        for (var until : List.of("0", "-1", "3")) {
            var run = project.ends(2, "plan --until " + until, "--artifact", project.artifact());
            assertTrue(run.err().contains("--until " + until + ": there is no such batch"), run::err);
            assertTrue(run.err().contains("this rollout has 2 batches, 1 to 2"), run::err);
        }
    }

    @Test
    void every_secret_that_is_missing_is_named_before_a_host_is_asked() throws IOException {
        Files.writeString(
                project.playbook(),
                Files.readString(project.playbook())
                        + "tasks: { prepare: [{ name: warm, run: x, env: { A: 'env:NO_SUCH_A', B: 'env:NO_SUCH_B' } }] }\n");
        for (var run :
                List.of(project.ends(3, "plan", "--artifact", project.artifact()), project.ends(0, "validate"))) {
            assertTrue(run.err().contains("env:NO_SUCH_A") && run.err().contains("env:NO_SUCH_B"), run::err);
        }
    }

    @Test
    void a_rollout_is_followed_to_its_end() {
        project.ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v2");
        assertShows(project.ends(8, "status --watch"), "batch 1  web01", "held for promotion", "waits for a person");
        project.ends(0, "promote --yes");
        assertShows(project.ends(0, "status --watch"), "promoted by", "batch 2  web02", "done: 2 hosts serve v2");
        assertTrue(project.ends(2, "status --watch --live").err().contains("--watch"));
        assertShows(project.ends(0, "history"), "promoted after batch 1 by");
    }
}
