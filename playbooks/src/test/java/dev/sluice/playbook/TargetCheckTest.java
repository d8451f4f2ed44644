package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Problem;
import dev.sluice.inventory.Inventory;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.inventory.InventoryReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetCheckTest {
    private static final String HEAD = "playbook: 1\nname: shop\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rolling", "canary", "haproxy", "health-file", "nightly"})
    void the_examples_fit_the_example_fleet(String name) throws IOException {
        assertEquals(List.of(), check(PlaybookReference.example(name), InventoryReference.example("fleet")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "one-host"})
    void the_examples_of_one_name_fit_each_other(String name) throws IOException {
        assertEquals(List.of(), check(PlaybookReference.example(name), InventoryReference.example(name)));
    }

    @Test
    void the_reference_files_fit_each_other() throws IOException {
        assertEquals(List.of(), check(PlaybookReference.reference(), InventoryReference.reference()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targets: cannary | 3:10 | did you mean canary",
                "targets: [canary, 'web, wrokers'] | 3:19 | did you mean workers",
                "targets: workers & env=prod | 3:10 | chooses no host",
                "{targets: web, tasks: { prepare: [{ run: x, on: web99.example.com }] }} | 3:49 | did you mean web0",
                "{targets: web, tasks: { finish: [{ run: x, where: job01.example.com }] }} | 3:51 | did you mean jobs01.example.com",
                "{targets: web, health: [{ name: a, run: x, on: workers }]} | 3:48 | none of the targets",
                "{targets: web, opcache: { for: [{ on: workrs, endpoint: none }] }} | 3:39 | did you mean workers",
                "{targets: web, opcache: { endpoint: fastcgi }} | 3:37 | without it: web0",
                "{targets: web, opcache: { for: [{ on: web02*, endpoint: fastcgi }] }} | 3:57 | without it: web02.example.com",
                "{targets: web, strategy: { batches: [3] }} | 3:38 | the playbook has 11 targets, and min_available at 75% leaves 2",
                "{targets: web, strategies: { e: { batches: [{ size: 9 }] } }} | 3:53 | can never be taken",
            })
    void what_does_not_fit_the_inventory_is_a_problem_in_the_playbook(String lines, String place, String words)
            throws IOException {
        var problems = check(
                HEAD + lines.replaceFirst("^\\{(.*)}$", "$1").replaceFirst("(targets: web), ", "$1\n"),
                InventoryReference.example("fleet"));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).message().contains(words), problems::toString);
        assertEquals(
                moved(place, lines),
                problems.get(0).line() + ":" + problems.get(0).column());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "via: direct | health: [{ name: a, http: /, headers: { A: 'env:T' } }] | 4:44",
                "via: direct | health: [{ name: a, http: /, headers: { A: b, B: 'Bearer file:t' }, on: web }] | 4:50",
                "url: 'http://192.0.2.9' | health: [{ name: a, http: /, headers: { A: 'env:T' } }] | 4:44",
                "via: direct | opcache: { endpoint: { url: /t, header: 'A: env:T', expect: ok } } | 4:41",
                "via: direct | opcache: { for: [{ on: web, endpoint: { url: /t, header: 'A: env:T', expect: ok } }] } | 4:58",
                "via: direct | opcache: { endpoint: { url: 'https://a/t', header: 'A: env:T', expect: ok } } | 4:52"
            })
    void a_secret_that_would_travel_in_plain_text_is_a_problem_in_the_playbook(String web, String lines, String place)
            throws IOException {
        var problems = check(HEAD + "targets: web\n" + lines, oneHost(web));
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(place, problems.get(0).line() + ":" + problems.get(0).column());
        assertTrue(problems.get(0).message().contains("plain text"), problems::toString);
        assertTrue(problems.get(0).message().endsWith("in the inventory: web01"), problems::toString);
        assertEquals(List.of(), check(HEAD + "targets: web\n" + lines, oneHost("via: ssh")));
        assertEquals(List.of(), check(HEAD + "targets: web\n" + lines, oneHost("via: direct, url: 'https://{host}'")));
    }

    @Test
    void a_secret_for_other_hosts_and_a_header_without_one_may_go_directly() throws IOException {
        var health =
                "health: [{ name: a, http: /, headers: { A: b } }, { name: b, http: /, headers: { A: 'env:T' }, on: db }]";
        assertEquals(List.of(), check(HEAD + "targets: [web, db]\n" + health, oneHost("via: direct")));
    }

    private static String oneHost(String web) {
        return "inventory: 1\nname: prod\ndefaults: { path: /srv, ssh: { user: deploy } }\ngroups:\n"
                + "  web: { web: { " + web + " }, hosts: [web01] }\n  db: { hosts: [db01] }\n";
    }

    @Test
    void a_rollback_may_take_larger_batches_because_it_is_throttled() throws IOException {
        assertEquals(
                List.of(),
                check(HEAD + "targets: web\nrollback: { batches: [9] }\n", InventoryReference.example("fleet")));
    }

    @Test
    void one_host_at_a_time_is_always_allowed() throws IOException {
        assertEquals(
                List.of(),
                check(
                        HEAD + "targets: web\nstrategy: { batches: [1], min_available: 100% }\n",
                        InventoryReference.example("fleet")));
    }

    @Test
    void a_hold_without_an_end_is_refused_where_a_schedule_starts_rollouts() throws IOException {
        var lines = HEAD + "targets: web\nstrategy: { batches: [1, { size: 1, hold: true }] }\n";
        var schedule = "schedule: [{ name: nightly, cron: '0 1 * * *', zone: UTC, artifact: { newest: a } }]\n";
        var fleet = InventoryReference.example("fleet");
        assertEquals(List.of(), check(lines, fleet));
        assertEquals(List.of(), check(lines.replace("true", "false") + schedule, fleet));
        assertEquals(List.of(), check(lines.replace("true", "{ for: 4h, then: revert }") + schedule, fleet));
        assertEquals(
                1,
                check(lines.replace("true", "{ for: 4h, then: wait }") + schedule, fleet)
                        .size());
        var problems = check(lines + schedule, fleet);
        assertEquals(1, problems.size(), problems::toString);
        assertEquals("strategy.batches[1].hold", problems.get(0).path());
        assertTrue(problems.get(0).message().contains("nightly"), problems::toString);
    }

    /** Lines in braces are two lines of the file, the second without what stands before it. */
    private static String moved(String place, String lines) {
        return lines.startsWith("{")
                ? "4:" + (Integer.parseInt(place.substring(2)) - "{targets: web, ".length())
                : place;
    }

    private List<Problem> check(String playbook, String inventory) throws IOException {
        Inventory fleet = InventoryFile.read(Files.writeString(directory.resolve("i.yml"), inventory))
                .inventory();
        return TargetCheck.of(PlaybookFile.read(Files.writeString(directory.resolve("p.yml"), playbook)), fleet);
    }
}
