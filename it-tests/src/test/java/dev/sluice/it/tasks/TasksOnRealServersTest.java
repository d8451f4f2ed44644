package dev.sluice.it.tasks;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Journals;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of a playbook on real hosts: when they run, with what, and what their failure does. Each adds a line to a file of its host. */
class TasksOnRealServersTest {
    private static final RealFleet FLEET = RealFleet.start(2);
    private static final String PAIR = """
              before_switch: [{ name: drain, run: '%s' }]
              after_switch: [{ name: undrain, run: '%s' }]
            """.formatted(note("drain"), note("undrain"));

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

    /** Shell text that adds a name, and the release that is live just then. */
    private static String note(String name) {
        return "echo \"" + name
                + " $(basename \"$(readlink \"$SLUICE_PATH/current\")\")\" >>\"$SLUICE_PATH/tasks.log\"";
    }

    private static List<String> notes(RealHost host) {
        return lines(host.sitePath().resolve("tasks.log"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Operator operator(String tasks) {
        return Operator.of(FLEET, PlaybookText.simple().more("tasks:\n" + tasks), directory);
    }

    @Test
    void each_task_runs_at_its_time_on_its_machine() {
        var operator = operator("""
                  prepare:
                    - { name: cache, run: '%s' }
                    - { name: migrate, once: true, run: '%s' }
                %s\
                  finish:
                    - { name: purge, where: coordinator, run: 'echo "purge $SLUICE_RELEASE $SLUICE_HOST" >>at-home.log' }
                    - { name: report, where: web02, run: 'pwd >"$(dirname "$PWD")/../report.log"' }
                    - { name: flaky, on: web01, optional: true, run: 'echo it is moody; exit 3' }
                """.formatted(note("cache"), note("migrate"), PAIR));

        var released = ends(0, operator.release(SampleSite.of("v2"), "--output-dir", "out"));

        assertEquals(List.of("cache v1", "migrate v1", "drain v1", "undrain v2"), notes(FLEET.host(1)));
        assertEquals(List.of("cache v1", "drain v1", "undrain v2"), notes(FLEET.host(2)));
        assertEquals(List.of("purge v2 "), lines(directory.resolve("at-home.log")));
        var site = FLEET.host(2).sitePath();
        assertEquals(List.of(site + "/releases/v2"), lines(site.resolve("report.log")));
        released.shows("exit code 3");
        everywhere(FLEET, "v2");

        ends(0, operator.run("logs", released.rollout())).showsLine("web01 .*flaky \\| it is moody");
        var log = String.join("\n", lines(directory.resolve("out/logs/web01.log")));
        assertTrue(log.contains("flaky | it is moody"), log);
    }

    @Test
    void a_task_knows_what_it_is_told_and_its_own_variables_and_nothing_else() {
        var operator = operator("""
                  prepare:
                    - name: look
                      on: web02
                      env: { MODE: production, PASSWORD: "env:SHOP_PASSWORD" }
                      run: |
                        env >"$SLUICE_PATH/environment"
                        pwd >"$SLUICE_PATH/directory"
                        echo "the password is $PASSWORD"
                """).with(Map.of("SHOP_PASSWORD", "tr0ub4dor&3", "SHOP_STRAY", "yes"));

        var released = ends(0, operator.release(SampleSite.of("v2")));

        var site = FLEET.host(2).sitePath();
        var environment = lines(site.resolve("environment"));
        var told = List.of(
                "MODE=production",
                "PASSWORD=tr0ub4dor&3",
                "SLUICE_BATCH=2",
                "SLUICE_HOST=web02",
                "SLUICE_INVENTORY=prod",
                "SLUICE_PATH=" + site,
                // A tree that a hand made is no release of ours, but it has the name of one.
                "SLUICE_PREVIOUS=v1",
                "SLUICE_RELEASE=v2",
                "SLUICE_ROLLOUT=" + new Journals(operator.state()).rollout(),
                "SLUICE_SITE=shop");
        assertEquals(
                told,
                environment.stream()
                        .filter(line -> line.matches("(SLUICE_|MODE=|PASSWORD=).*"))
                        .sorted()
                        .toList());
        assertFalse(String.join("\n", environment).contains("SHOP_"), environment::toString);
        assertEquals(List.of(site + "/releases/v2"), lines(site.resolve("directory")));
        ends(0, operator.run("logs", released.rollout(), "web02")).shows("look | the password is [secret]");
    }

    @Tag("everything")
    @Test
    void a_task_after_the_switch_that_fails_takes_everything_back_with_the_pair_around() {
        var moody = "test \"$SLUICE_HOST $(readlink \"$SLUICE_PATH/current\")\" != \"web02 releases/v2\"";
        var operator = operator("""
                  before_switch: [{ name: drain, run: '%s' }]
                  after_switch: [{ name: undrain, run: '%s' }, { name: warm, run: '%s' }]
                """.formatted(note("drain"), note("undrain"), moody));

        ends(5, operator.release(SampleSite.of("v2")))
                .shows("task warm failed on web02: it ended with 1")
                .shows("every host is back on v1");

        var thereAndBack = List.of("drain v1", "undrain v2", "drain v2", "undrain v1");
        assertEquals(thereAndBack, notes(FLEET.host(1)));
        assertEquals(thereAndBack, notes(FLEET.host(2)));
        everywhere(FLEET, "v1");
    }

    @Test
    @Tag("everything")
    void a_task_that_fails_before_any_switch_leaves_every_link() {
        var operator = operator("  prepare: [{ name: cache, run: '" + note("cache")
                + "; test \"$SLUICE_HOST\" = web01 || { echo no table; exit 7; }' }]\n" + PAIR);

        ends(4, operator.release(SampleSite.of("v2"))).shows("task cache failed on web02: it ended with 7: no table");

        assertEquals(List.of("cache v1"), notes(FLEET.host(1)));
        everywhere(FLEET, "v1");
    }

    @Test
    void a_host_that_cannot_be_taken_out_of_the_balancer_is_not_switched() {
        var operator = operator("""
                  before_switch: [{ name: drain, run: '%s; exit 9' }]
                  after_switch: [{ name: undrain, run: '%s' }]
                """.formatted(note("drain"), note("undrain")));

        ends(4, operator.release(SampleSite.of("v2"))).shows("task drain failed on web01: it ended with 9");

        assertEquals(List.of("drain v1", "undrain v1"), notes(FLEET.host(1)));
        assertEquals(List.of(), notes(FLEET.host(2)));
    }

    @Tag("everything")
    @Test
    void a_task_whose_time_is_over_is_ended_with_all_that_it_started() {
        var operator = operator("""
                  prepare:
                    - { name: slow, on: web01, timeout: 1s, run: 'echo $$ >"$SLUICE_PATH/pid"; sleep 3600 | sleep 3600' }
                """);

        ends(4, operator.release(SampleSite.of("v2"))).shows("task slow failed on web01: it was ended after 1 s");

        var group = lines(FLEET.host(1).sitePath().resolve("pid")).get(0);
        assertEquals(List.of(), TaskProcesses.ofGroup(Long.parseLong(group)));
    }

    @Test
    void after_an_irreversible_task_nothing_goes_back_by_itself_and_it_is_said_what_to_do() {
        var operator = operator("""
                  prepare:
                    - { name: migrate, once: true, irreversible: true, run: '%s' }
                """.formatted(note("migrate")));
        ends(0, operator.release(SampleSite.of("v2")));

        ends(6, operator.release(SampleSite.of("v3").broken()))
                .shows("web01 is not healthy")
                .shows("no host was reverted: task 'migrate' is irreversible and was started")
                .shows("next  to go forward: fix the release, and release it under another id")
                .shows("next  to go back, only if v2 works with the changes of 'migrate': sluice rollback --to v2");

        assertEquals("releases/v3", FLEET.host(1).site().current());
        assertEquals("releases/v2", FLEET.host(2).site().current());
        assertEquals(List.of("migrate v1", "migrate v2"), notes(FLEET.host(1)));

        ends(0, operator.run("rollback", "--to", "v2", "--yes"));
        everywhere(FLEET, "v2");
    }
}
