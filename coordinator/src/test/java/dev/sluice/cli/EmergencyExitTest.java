package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has to work at night works although somebody has just broken a file. */
class EmergencyExitTest {
    private DemoProject project;

    @BeforeEach
    void released() throws IOException {
        project = DemoProject.start();
        ends(0, project.run("release", "--artifact", project.artifact(), "--release", "v2", "--yes"));
    }

    @AfterEach
    void end() {
        project.close();
    }

    private static CommandLineRun ends(int code, CommandLineRun run) {
        assertEquals(code, run.exitCode(), () -> run.out() + run.err());
        return run;
    }

    private static void shows(CommandLineRun run, String... texts) {
        for (var text : texts) {
            assertTrue((run.out() + run.err()).contains(text), () -> text + " is not in\n" + run.out() + run.err());
        }
    }

    /** Three ways in which a file stops being of use, each with a problem that is shown. */
    private List<String> breakFile(Path file, int way) throws IOException {
        switch (way) {
            case 0 -> {
                Files.writeString(file, Files.readString(file) + "no_such_key: 1\n");
                return List.of("no_such_key");
            }
            case 1 -> {
                Files.writeString(file, Files.readString(file) + "  - [broken\n");
                return List.of(file.toString());
            }
            default -> {
                Files.delete(file);
                return List.of("the file does not exist");
            }
        }
    }

    @Test
    void what_reads_works_with_a_broken_playbook() throws IOException {
        var problem = breakFile(project.playbook(), 0);
        for (var command :
                List.of("status", "status --live", "hosts", "hosts --live", "history", "audit verify", "lock")) {
            var run = ends(0, project.run(command));
            shows(run, "warning: " + project.playbook());
            shows(run, problem.toArray(String[]::new));
        }
        shows(project.run("status", "--live"), "v2", "web01", "web02");
        shows(project.run("hosts", "--live", "--limit", "web02"), "web02", "as the records of this machine have it");
        shows(ends(3, project.run("plan", "--artifact", project.artifact())), "no_such_key");
    }

    @Test
    void rollback_works_with_a_broken_inventory_and_with_a_syntax_error() throws IOException {
        breakFile(project.inventory(), 1);
        ends(0, project.run("rollback", "--yes"));
        assertEquals("1", project.live("web01").substring(0, 1));
        assertEquals("1", project.live("web02").substring(0, 1));
        shows(ends(0, project.run("history", "-o", "json")), "\"rollback\"");
    }

    @Tag("everything")
    @Test
    void hosts_are_locked_and_unlocked_with_both_files_broken() throws IOException {
        breakFile(project.inventory(), 0);
        breakFile(project.playbook(), 1);
        var held = ends(0, project.run("lock", "--message", "the night", "--yes"));
        var id = Pattern.compile("lock-[0-9a-f]+")
                .matcher(held.err())
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        shows(ends(0, project.run("unlock", "--lock", id, "--yes")), "ended on web01, web02");
    }

    @Test
    void a_held_rollout_is_reverted_with_a_broken_playbook() throws IOException {
        ends(8, project.run("release", "--artifact", project.artifact(), "--release", "v3", "--until", "1", "--yes"));
        breakFile(project.playbook(), 0);
        assertEquals("v3", project.live("web01"));
        shows(ends(3, project.run("promote", "--yes")), "no_such_key");
        ends(0, project.run("abort", "--revert", "--yes"));
        assertEquals("v2", project.live("web01"));
    }

    @Tag("everything")
    @Test
    void a_held_rollout_is_left_or_paused_without_files_where_the_fleet_is_named() throws IOException {
        ends(8, project.run("release", "--artifact", project.artifact(), "--release", "v3", "--until", "1", "--yes"));
        breakFile(project.playbook(), 2);
        breakFile(project.inventory(), 2);
        var unnamed = ends(3, project.run("abort", "--leave", "--yes"));
        shows(unnamed, "do not name the fleet", "--fleet demo/", "warning: " + project.inventory() + ":1:1");
        var fleet = Pattern.compile("--fleet (\\S+)")
                .matcher(unnamed.err())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        shows(ends(0, project.run("pause", "--fleet", fleet)), "waits already");
        ends(6, project.run("abort", "--leave", "--yes", "--fleet", fleet));
        assertEquals("v3", project.live("web01"));
        assertEquals("v2", project.live("web02"));
    }

    @Tag("everything")
    @Test
    void a_fleet_that_is_not_the_files_is_refused() {
        shows(
                ends(2, project.run("history", "--fleet", "prod/other")),
                "--fleet is prod/other, and the files are of demo/");
        shows(ends(2, project.run("history", "--fleet", "prod")), "--fleet");
    }

    @Tag("everything")
    @Test
    void without_records_of_this_machine_a_broken_file_ends_with_3() throws IOException {
        breakFile(project.playbook(), 0);
        var run = ends(3, project.runWith(project.directory().resolve("other"), "rollback", "--yes"));
        shows(run, "no record can take the place", "no_such_key");
        assertEquals("v2", project.live("web01"));
    }

    @Tag("everything")
    @Test
    void records_of_another_project_with_the_same_names_are_not_used() throws IOException {
        project.replace(project.inventory(), "address: 127.0.0.1", "address: 127.0.0.2");
        breakFile(project.playbook(), 0);
        shows(ends(3, project.run("rollback", "--yes")), "no rollout of demo/shop was made on this machine");
        assertEquals("v2", project.live("web01"));
    }

    @Tag("everything")
    @Test
    void a_record_that_came_from_a_host_is_not_used_in_place_of_a_file() throws IOException {
        ends(8, project.run("release", "--artifact", project.artifact(), "--release", "v3", "--until", "1", "--yes"));
        breakFile(project.playbook(), 0);
        var other = project.directory().resolve("other");
        shows(ends(3, project.runWith(other, "abort", "--revert", "--yes")), "no record can take the place");
        assertEquals("v3", project.live("web01"));
        project.replace(project.playbook(), "no_such_key: 1\n", "");
        // The person has not agreed, so that the record is fetched and nothing is done.
        ends(2, project.runWith(other, "abort", "--revert"));
        assertFalse(Files.exists(other.resolve("demo")) && project.live("web01").equals("v2"));
    }

    @Tag("everything")
    @Test
    void a_limited_rollout_does_not_shorten_the_fleet() throws IOException {
        ends(
                0,
                project.run(
                        "release", "--artifact", project.artifact(), "--release", "v3", "--limit", "web02", "--yes"));
        breakFile(project.inventory(), 0);
        shows(ends(0, project.run("hosts")), "web01", "web02");
    }
}
