package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedules on the command line, with a fleet in this process and the clock of the machine. */
class ScheduleCommandsTest {
    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.of(1);
    }

    @AfterEach
    void end() {
        project.close();
    }

    private void schedule(String lines) throws IOException {
        Files.writeString(project.playbook(), Files.readString(project.playbook()) + lines);
    }

    /** @param cron such as {@code * * * * * ?} */
    private void schedule(String cron, String more) throws IOException {
        schedule("schedule:\n  - { name: nightly, cron: '" + cron + "', zone: UTC, " + more + "artifact: { newest: "
                + project.artifact().resolveSibling("goo*") + ", digest: optional, wait_for: 1s } }\n");
    }

    @Test
    void what_starts_next_is_listed_with_the_window_applied() throws IOException {
        schedule("window: { zone: Europe/Berlin, open: [{ days: mon-thu, from: '22:00', to: '02:00' }],"
                + " blackout: [{ from: 2026-12-08, to: 2026-12-08, reason: audit }] }\n");
        schedule("schedule: [{ name: nightly, cron: '30 22 * * *', artifact: { newest: a } }]\n");
        var text = project.ends(0, "schedule next --from 2026-12-04T12:00").out();
        var starts = text.lines().filter(line -> line.contains("open until")).toList();
        assertEquals(5, starts.size(), text);
        assertTrue(starts.get(0).contains("2026-12-07T22:30") && starts.get(0).contains("2026-12-07T21:30:00Z"), text);
        assertTrue(starts.get(1).contains("2026-12-09T22:30"), text);
        assertTrue(text.contains("blackout from 2026-12-08"), text);
        var json = project.ends(0, "schedule next -o json --from 2026-12-04T11:00:00Z")
                .out();
        assertTrue(json.contains("\"at\" : \"2026-12-07T21:30:00Z\""), json);
        assertTrue(project.ends(2, "schedule next --from tomorrow").err().contains("--from is no time"), json);
    }

    @Test
    void a_schedule_that_the_playbook_does_not_have_is_refused() throws IOException {
        schedule("0 30 22 ? * MON-THU", "");
        for (var line : new String[] {"trigger weekly --yes", "pause weekly --reason x", "resume weekly"}) {
            var run = project.ends(2, "schedule " + line);
            assertTrue(run.err().contains("the playbook has no schedule weekly"), run.err());
        }
        assertTrue(project.ends(2, "schedule resume nightly").err().contains("is not paused"));
    }

    @Test
    void a_schedule_is_triggered_with_the_newest_artifact_once() throws IOException {
        schedule("0 0 3 1 1 ?", "");
        Files.setLastModifiedTime(project.artifact(), FileTime.from(Instant.now()));
        var asked = project.ends(2, "schedule trigger nightly");
        assertTrue(asked.err().contains("not confirmed"), asked.err());
        var output = project.directory().resolve("reports");
        var run = project.ends(
                0, "schedule trigger --yes --color always --verbose nightly", "--output-dir", output.toString());
        assertTrue(run.err().contains("started demo/"), run.err());
        assertTrue(Files.exists(output.resolve("result.json")));
        assertTrue(project.live("web01").endsWith(digits(project.live("web01"))), project.live("web01"));
        var again = project.ends(4, "schedule trigger --yes nightly");
        assertTrue(again.err().contains("released later") || again.err().contains("is live already"), again.err());
        var list = project.ends(0, "schedule list").out();
        assertTrue(list.contains("succeeded") && list.contains("(triggered)") && list.contains("skipped"), list);
    }

    private static String digits(String release) {
        return release.substring(release.length() - 7);
    }

    @Test
    void what_is_due_is_started_by_a_line_of_cron_and_leaves_one_row() throws IOException {
        schedule("* * * * * ?", "");
        Files.setLastModifiedTime(project.artifact(), FileTime.from(Instant.now()));
        var run = project.ends(0, "schedule run --color always --verbose");
        while (run.out().isEmpty()) { // Nothing before the first line of cron counts, and so the first one mostly finds
            // nothing.
            run = project.ends(0, "schedule run --color always --verbose");
        }
        assertTrue(run.out().contains("\u001b[") && run.out().contains("switched"), run.out());
        var json = project.ends(0, "schedule list -o json").out();
        var started = Pattern.compile("\"state\" : \"started\"")
                .matcher(json)
                .results()
                .count();
        assertEquals(1, started, json);
        assertFalse(json.contains("\"state\" : \"waiting\""), json);
    }

    @Test
    void a_paused_schedule_starts_nothing_until_it_is_resumed() throws IOException {
        schedule("* * * * * ?", "");
        var paused = project.ends(0, "schedule pause --reason audit --until 2096-01-01T00:00 nightly");
        assertTrue(paused.out().contains("until 2096-01-01T00:00:00Z"), paused.out());
        var list = project.ends(0, "schedule list").out();
        assertTrue(list.contains("audit") && list.contains("2096-01-01T00:00:00Z"), list);
        while (!list.contains("paused until")) {
            project.ends(0, "schedule run");
            list = project.ends(0, "schedule list").out();
        }
        assertEquals("1", project.live("web01"));
        assertTrue(project.ends(2, "schedule trigger --yes nightly").err().contains("is paused by"));
        project.ends(0, "schedule resume nightly");
        assertTrue(project.ends(2, "schedule pause --reason x --until 2020-01-01T00:00 nightly")
                .err()
                .contains("is over already"));
    }

    @Test
    void a_unit_for_systemd_is_printed() {
        var unit = CommandLineRun.of("serve", "--print-unit");
        assertEquals(0, unit.exitCode());
        assertTrue(unit.out().contains("ExecStart=/usr/bin/sluice serve\n")
                && unit.out().contains("[Install]"));
    }

    @Test
    void a_daemon_refuses_what_it_could_never_serve() throws IOException {
        var config = Files.writeString(project.directory().resolve("sluice.yml"), "sites: [{ inventory: i.yml }]\n");
        var run = CommandLineRun.of("serve", "--config", config, "--state", project.state());
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains(config + ":1:"), run.err());
        Files.writeString(config, "sites: [{ inventory: i.yml, playbook: p.yml }]\n");
        assertEquals(
                2, CommandLineRun.of("serve", "--config", config, "-i", "i.yml").exitCode());
    }
}
