package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.SecretReference;
import dev.sluice.inventory.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookFileTest {
    private static final String HEAD = "playbook: 1\nname: shop\ntargets: web\n";

    @TempDir
    Path directory;

    @Test
    void three_lines_are_a_playbook_with_safe_defaults() throws IOException {
        var playbook = read(HEAD);
        assertEquals(5, playbook.release().keep());
        assertEquals("public", playbook.release().docroot());
        assertEquals(StrategyReader.DEFAULT, playbook.strategy());
        assertEquals(StrategyReader.DEFAULT, playbook.rollback());
        assertEquals(new EndpointChoice.Auto(), playbook.opcache().endpoint());
        assertEquals(
                new ProbeSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMinutes(2)),
                playbook.probe());
        assertEquals(Optional.empty(), playbook.window());
    }

    @Test
    void batches_are_hosts_percent_or_a_map() throws IOException {
        var batches = read(HEAD + "strategy: { batches: [{ size: 1, soak: 10m, hold: true }, 2, 10%] }\n")
                .strategy()
                .batches();
        assertEquals(
                List.of(
                        new BatchStep(
                                new BatchSize.Hosts(1), Optional.of(Duration.ofMinutes(10)), BatchStep.Hold.PROMOTE),
                        new BatchStep(new BatchSize.Hosts(2), Optional.empty(), BatchStep.Hold.NONE),
                        new BatchStep(new BatchSize.Percent(10), Optional.empty(), BatchStep.Hold.NONE)),
                batches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ for: 4h, then: revert } | PT4H | REVERT | false",
                "{ for: 90s, then: promote } | PT90S | PROMOTE | false",
                "{ for: 1d, then: wait } | PT24H | WAIT | true",
                "{ for: 10m } | PT10M | REVERT | false"
            })
    void a_hold_ends_when_the_playbook_says_so(String hold, Duration after, BatchStep.Then then, boolean forEver)
            throws IOException {
        var step = read(HEAD + "strategy: { batches: [{ size: 1, hold: " + hold + " }, 2] }\n")
                .strategy()
                .batches()
                .get(0);
        assertEquals(
                new BatchStep(
                        new BatchSize.Hosts(1),
                        Optional.empty(),
                        BatchStep.Hold.PROMOTE,
                        Optional.of(new BatchStep.HoldEnd(after, then))),
                step);
        assertEquals(forEver, step.waitsForEver());
    }

    @Test
    void a_hold_without_an_end_waits_for_ever_and_no_hold_does_not() throws IOException {
        var steps = read(HEAD + "strategy: { batches: [{ size: 1, hold: true }, { size: 2, hold: false }, 2] }\n")
                .strategy()
                .batches();
        assertEquals(
                List.of(true, false, false),
                steps.stream().map(BatchStep::waitsForEver).toList());
    }

    @ParameterizedTest
    @CsvSource({"true, ON", "false, OFF", "batch, BATCH", "rollout, ROLLOUT"})
    void what_has_to_fit_is_said_or_is_what_is_usual(String text, ReleaseWindow.Fit fit) throws IOException {
        var window = read(HEAD + "window: { zone: UTC, fit: " + text + " }\n").window();
        assertEquals(Optional.of(fit), window.map(ReleaseWindow::fit));
    }

    @Test
    void named_strategies_and_the_rollback_say_only_what_differs() throws IOException {
        var playbook = read(HEAD + """
                strategy: { batches: [2], parallel: 7, max_failed: 10% }
                strategies: { emergency: { soak: 0s } }
                rollback: { batches: [50%] }
                """);
        var emergency = playbook.strategies().get("emergency");
        assertEquals(playbook.strategy().batches(), emergency == null ? List.of() : emergency.batches());
        assertEquals(7, playbook.rollback().parallel());
        assertEquals(new HostCount.Percent(10), playbook.rollback().maxFailed());
        assertEquals(
                List.of(new BatchSize.Percent(50)),
                playbook.rollback().batches().stream().map(BatchStep::size).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strategy: { batches: [1, 30%] } | 4:26 strategy.batches[1]",
                "strategy: { batches: [{ size: 30% }] } | 4:31 strategy.batches[0].size",
                "strategy: { min_available: 80% } | 4:28 strategy.min_available",
                "strategies: { fast: { batches: [50%] } } | 4:33 strategies.fast.batches[0]",
                "probe: { every: 10s, consecutive: 3, within: 30s } | 4:46 probe.within",
                "probe: { within: 5s } | 4:18 probe.within",
                "window: { zone: Europe/Berln } | 4:17 window.zone",
                "window: { fit: true } | 4:1 window",
                "window: { zone: UTC, open: [{ days: mon, from: '22:00', to: '22:00' }] } | 4:61 window.open[0].to",
                "window: { zone: UTC, open: [{ days: mon, from: '24:00', to: '02:00' }] } | 4:48 window.open[0].from",
                "window: { zone: UTC, blackout: [{ from: 2027-01-02, to: 2026-12-20, reason: x }] } | 4:57 window.blackout[0].to",
                "window: { zone: UTC, blackout: [{ from: 2026-02-30, to: 2026-12-20, reason: x }] } | 4:41 window.blackout[0].from",
                "schedule: [{ name: n, cron: '0 0 0 ? * MON', artifact: { newest: x } }] | 4:12 schedule[0]",
                "schedule: [{ name: n, cron: '0 0 25 ? * MON', zone: UTC, artifact: { newest: x } }] | 4:29 schedule[0].cron",
                "health: [{ name: a, http: /, tcp: 'a:1' }] | 4:30 health[0].tcp",
                "health: [{ name: a, tcp: 'a:1', status: 200 }] | 4:33 health[0].status",
                "health: [{ name: a }] | 4:10 health[0]",
                "health: [{ name: a, http: / }, { name: a, run: x }] | 4:40 health[1].name",
                "tasks: { prepare: [{ name: a, run: x }], finish: [{ name: a, run: y }] } | 4:59 tasks.finish[0].name",
                "tasks: { prepare: [{ run: x, on: 'a,,b' }] } | 4:34 tasks.prepare[0].on",
                "tasks: { prepare: [{ run: x, env: { DB_PASSWORD: hunter2 } }] } | 4:50 tasks.prepare[0].env.DB_PASSWORD",
                "opcache: { method: reload } | 4:1 opcache",
                "opcache: { proof: { busy: reload } } | 4:1 opcache",
                "opcache: { for: [{ on: web, method: reload }] } | 4:18 opcache.for[0]",
                "opcache: { endpoint: { url: /t, header: 'A: hunter2', expect: x } } | 4:41 opcache.endpoint.header",
                "release: { shared: { directories: [storage, storage/logs] } } | 4:45 release.shared.directories[1]",
                "release: { shared: { directories: [a], files: [a] } } | 4:48 release.shared.files[0]",
                "release: { shared: { files: [../.env] } } | 4:30 release.shared.files[0]",
                "release: { shared: { directories: [storage] }, writable: [storage/logs] } | 4:59 release.writable[0]",
                "release: { writable: [a, .env/x], shared: { files: [.env] } } | 4:26 release.writable[1]",
            })
    void what_can_never_work_is_found_now_and_not_at_night(String line, String place) {
        assertEquals(List.of(place), places(HEAD + line + "\n"));
    }

    @Test
    void problems_of_one_part_do_not_hide_those_of_another() {
        var places = places(
                HEAD.replace("web", "'a b'") + "release: { keep: x }\nprobe: { within: 1s }\nwindow: { zone: Mars }\n");
        assertEquals(List.of("3:10 targets", "4:18 release.keep", "5:18 probe.within", "6:17 window.zone"), places);
    }

    @Test
    void secrets_are_references_relative_to_the_file() throws IOException {
        var opcache =
                read(HEAD + "opcache: { key: 'file:keys/endpoint.pem' }\n").opcache();
        var path = directory.toAbsolutePath().normalize() + "/keys/endpoint.pem";
        assertEquals(Optional.of(new SecretReference(SecretReference.Kind.FILE, path)), opcache.key());
    }

    @Test
    void an_endpoint_of_the_site_has_a_header_with_a_secret() throws IOException {
        var own = new EndpointChoice.Own(
                "/_token", "Authorization", "Bearer ", new SecretReference(SecretReference.Kind.ENV, "T"), "success");
        assertEquals(
                own,
                read(HEAD
                                + "opcache: { endpoint: { url: /_token, header: 'Authorization: Bearer env:T', expect: success } }\n")
                        .opcache()
                        .endpoint());
    }

    @Test
    void settings_for_some_hosts_say_only_what_differs() throws IOException {
        var opcache = read(HEAD
                        + "opcache: { method: reset, for: [{ on: web, endpoint: none, proof: { workers: 2 } }] }\n")
                .opcache();
        var some = opcache.forHosts().get(0).settings();
        assertEquals(new EndpointChoice.None(), some.endpoint());
        assertEquals(Opcache.Method.RESET, some.method());
        assertEquals(new Proof.Workers.Count(2), some.proof().workers());
        assertEquals(Duration.ofSeconds(30), some.proof().within());
    }

    @Test
    void tasks_have_names_that_tell_them_apart() throws IOException {
        var prepare = read(HEAD
                        + "tasks: { prepare: [{ run: ./a }, { run: ./a }, { run: \"./a\\n./b\" }, { name: ./b, run: x }] }\n")
                .tasks()
                .prepare();
        assertEquals(
                List.of("./a", "./a (2)", "./a (3)", "./b"),
                prepare.stream().map(TaskSpec::name).toList());
    }

    @Test
    void a_task_keeps_its_command_and_values_as_they_are_written() throws IOException {
        var task = read(HEAD + """
                tasks:
                  prepare:
                    - run: |
                        echo "$(id)" 'x' ; true
                      where: web01
                      env: { A: "$(id)'\\"\\n", B: env:SECRET }
                """).tasks().prepare().get(0);
        assertEquals("echo \"$(id)\" 'x' ; true\n", task.run());
        assertEquals(new Where.OneHost(new HostName("web01")), task.where());
        assertEquals(
                Map.of("A", ConfiguredValue.plain("$(id)'\"\n"), "B", ConfiguredValue.parse("env:SECRET")), task.env());
    }

    @Test
    void expected_values_keep_their_json_types() throws IOException {
        var check = (HealthCheck.HttpCheck)
                read(HEAD + "health: [{ name: a, http: /, json: { /s: ok, /b: true, /n: 3, /q: '3', /x: null } }]\n")
                        .health()
                        .get(0);
        assertEquals(Map.of("/s", "\"ok\"", "/b", "true", "/n", "3", "/q", "\"3\"", "/x", "null"), check.json());
    }

    @Test
    void a_tcp_check_may_name_an_ipv6_address() throws IOException {
        assertEquals(
                new HealthCheck.TcpCheck("a", "::1", 6379, Optional.empty()),
                read(HEAD + "health: [{ name: a, tcp: '[::1]:6379' }]\n")
                        .health()
                        .get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mon-thu | MONDAY TUESDAY WEDNESDAY THURSDAY",
                "sat-mon | MONDAY SATURDAY SUNDAY",
                "'wed, mon,wed' | MONDAY WEDNESDAY",
                "fri | FRIDAY"
            })
    void days_are_ranges_that_may_go_over_sunday(String days, String expected) throws IOException {
        var window = read(HEAD + "window: { zone: UTC, open: [{ days: '" + days
                        + "', from: '22:00', to: '24:00' }] }\n")
                .window()
                .orElseThrow();
        var opening = window.open().get(0);
        assertEquals(
                expected,
                String.join(" ", opening.days().stream().map(DayOfWeek::name).toList()));
        assertEquals(LocalTime.MIDNIGHT, opening.to());
    }

    @Test
    void a_schedule_takes_the_zone_of_the_window() throws IOException {
        var schedule = read(HEAD + """
                window: { zone: Europe/Berlin }
                schedule: [{ name: n, cron: "0 30 22 ? * MON", artifact: { newest: "builds/*.tar" } }]
                """).schedule().get(0);
        assertEquals(ZoneId.of("Europe/Berlin"), schedule.zone());
        assertEquals(
                directory.toAbsolutePath().normalize() + "/builds/*.tar",
                schedule.artifact().newest());
    }

    @Test
    void an_unquoted_umask_keeps_its_digits() throws IOException {
        assertEquals(
                "0027",
                read(HEAD + "release: { permissions: { umask: 0027 } }\n")
                        .release()
                        .permissions()
                        .umask());
        assertEquals(
                "0022",
                read(HEAD + "release: { permissions: { umask: '022' } }\n")
                        .release()
                        .permissions()
                        .umask());
    }

    @Test
    void targets_may_be_a_list_and_a_file() throws IOException {
        Files.writeString(directory.resolve("hosts.txt"), "web01\nweb02\n");
        assertEquals(
                "canary, web01, web02",
                read(HEAD.replace("web", "[canary, '@hosts.txt']")).targets().toString());
    }

    @Test
    void a_wrong_item_of_a_list_is_reported_at_the_item() {
        assertEquals(List.of("3:19 targets[1]"), places(HEAD.replace("web", "[canary, 'a b', web]")));
    }

    @Test
    void whether_a_key_is_written_can_be_asked() throws IOException {
        var index = document(HEAD + "window: { zone: UTC }\n").index();
        assertTrue(index.wrote("/window"));
        assertFalse(index.wrote("/schedule"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"75", "no", "0.5", "[75%]"})
    void what_is_no_percent_is_refused(String value) {
        assertEquals(
                List.of("4:28 strategy.min_available"), places(HEAD + "strategy: { min_available: " + value + " }\n"));
    }

    private PlaybookDocument document(String yaml) throws IOException {
        return PlaybookFile.read(Files.writeString(directory.resolve("playbook.yml"), yaml));
    }

    private Playbook read(String yaml) throws IOException {
        return document(yaml).playbook();
    }

    private List<String> places(String yaml) {
        return assertThrows(InvalidDocumentException.class, () -> read(yaml)).problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
                .toList();
    }
}
