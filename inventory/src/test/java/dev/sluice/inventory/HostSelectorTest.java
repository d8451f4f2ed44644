package dev.sluice.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSelectorTest {
    @TempDir
    Path directory;

    private Inventory inventory = new Inventory("none", Optional.empty(), List.of(), List.of());

    @BeforeEach
    void a_fleet() throws IOException {
        var yaml = """
                inventory: 1
                name: prod
                defaults: { path: /srv, ssh: { user: deploy } }
                groups:
                  canary: { hosts: [web01] }
                  web:
                    labels: { env: prod }
                    hosts: ["web[02:04]", web01, { name: web05, labels: { env: test } }]
                  workers: { hosts: [jobs01] }
                """;
        inventory = InventoryFile.read(Files.writeString(directory.resolve("i.yml"), yaml))
                .inventory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web01 | web01",
                "workers | jobs01",
                "web0* | web01 web02 web03 web04 web05",
                "* | web01 web02 web03 web04 web05 jobs01",
                "env=test | web05",
                "workers, canary | jobs01 web01",
                "canary, web | web01 web02 web03 web04 web05",
                "web & env=prod | web01 web02 web03 web04",
                "web & env=test, workers | web05 jobs01",
                "web, !web03 | web01 web02 web04 web05",
                "web & !web03 | web01 web02 web04 web05",
                "!web0* | jobs01",
                "!canary, web | web02 web03 web04 web05",
            })
    void a_selector_chooses(String selector, String hosts) {
        assertEquals(hosts, names(HostSelector.parse(selector)));
    }

    @Test
    void a_taken_away_term_counts_for_the_whole() {
        assertEquals("", names(HostSelector.parse("canary, web01, !web01")));
    }

    @Test
    void hosts_stay_with_the_part_that_chose_them_first() {
        var parts = HostSelector.parse("canary, web, workers").selectParts(inventory);
        assertEquals(List.of(1, 4, 1), parts.stream().map(List::size).toList());
    }

    @Test
    void matching_one_host_agrees_with_selecting() {
        for (var text : List.of("web & env=prod", "!canary", "jobs*, env=test", "*")) {
            var selector = HostSelector.parse(text);
            var matched = inventory.hosts().stream().filter(selector::matches).collect(Collectors.toSet());
            assertEquals(matched, selector.select(inventory).stream().collect(Collectors.toSet()), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary, web & env=prod, !web07", "*", "a=b"})
    void a_selector_prints_as_written_and_reads_again(String text) {
        assertEquals(text, HostSelector.parse(text).toString());
        assertEquals(
                HostSelector.parse(text),
                HostSelector.parse(HostSelector.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "a,,b", "a &", "!", "a b", "a;b", "$(id)", "a=", "=a", "!!a", "@f", "a\nb", "web[1:2]"})
    void what_is_no_selector_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostSelector.parse(text));
    }

    @Test
    void a_list_is_one_selector() {
        assertEquals("web01 jobs01", names(HostSelector.parse(List.of("canary", "workers"), directory)));
    }

    @Test
    void a_file_is_replaced_by_its_names_so_that_the_selector_stands_alone() throws IOException {
        Files.writeString(directory.resolve("hosts.txt"), "web02\n# not today: web03\n\n  web05  \n");
        var selector = HostSelector.parse(List.of("@hosts.txt & env=prod, !@hosts.txt"), directory);
        assertEquals("web02 & env=prod, web05 & env=prod, !web02, !web05", selector.toString());
        assertEquals("web02 web05", names(HostSelector.parse(List.of("@hosts.txt"), directory)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "web01 web02\n", "$(id)\n"})
    void a_file_with_something_else_than_names_is_refused(String content) throws IOException {
        Files.writeString(directory.resolve("hosts.txt"), content);
        assertThrows(IllegalArgumentException.class, () -> HostSelector.parse(List.of("@hosts.txt"), directory));
    }

    @Test
    void a_file_that_is_not_there_is_refused_by_its_name() {
        var thrown =
                assertThrows(IllegalArgumentException.class, () -> HostSelector.parse(List.of("@gone.txt"), directory));
        assertTrue(String.valueOf(thrown.getMessage()).contains("gone.txt"));
    }

    @ParameterizedTest
    @CsvSource({"wbe01, web01", "cannary, canary", "env=prd, env=prod", "!wb01, web01"})
    void a_term_that_matches_nothing_is_reported_with_the_nearest(String term, String near) {
        var findings = SelectorCheck.of(HostSelector.parse("web, " + term), inventory);
        assertEquals(1, findings.size());
        assertTrue(
                findings.get(0).message().endsWith("did you mean " + near),
                findings.get(0).message());
    }

    @Test
    void a_selector_whose_terms_match_but_together_choose_nobody_is_reported() {
        assertEquals(
                1,
                SelectorCheck.of(HostSelector.parse("workers & env=prod"), inventory)
                        .size());
        assertEquals(List.of(), SelectorCheck.of(HostSelector.parse("web & env=prod"), inventory));
    }

    private String names(HostSelector selector) {
        return selector.select(inventory).stream()
                .map(host -> host.name().value())
                .collect(Collectors.joining(" "));
    }
}
