package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.DaemonSpec.Retain;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DaemonFileTest {
    @TempDir
    private Path directory;

    private DaemonSpec read(String text) throws IOException {
        return DaemonFile.read(Files.writeString(directory.resolve("sluice.yml"), text));
    }

    @Test
    void the_reference_is_read_with_paths_beside_it() throws IOException {
        var spec = read(DaemonFile.reference());
        var shop = directory.resolve("shop");
        assertEquals(List.of(new SiteFiles(shop.resolve("inventory.yml"), shop.resolve("playbook.yml"))), spec.sites());
        assertEquals(1, spec.concurrentRollouts());
        assertEquals(new Retain(200, Duration.ofDays(400)), spec.retain());
        assertEquals("hc.example.com", spec.heartbeat().orElseThrow().url().getHost());
        assertEquals(Duration.ofMinutes(5), spec.heartbeat().orElseThrow().every());
    }

    @Test
    void what_is_not_written_has_the_values_of_the_reference() throws IOException {
        var spec = read("sites: [{ inventory: i.yml, playbook: p.yml }]\n");
        assertEquals(Retain.DEFAULT, spec.retain());
        assertEquals(Optional.empty(), spec.heartbeat());
        var other = read("""
                sites: [{ inventory: i.yml, playbook: p.yml }]
                concurrent_rollouts: 3
                retain: { rollouts: 7, age: 2d }
                heartbeat: { url: 'http://h/x', every: 3s }
                """);
        assertEquals(3, other.concurrentRollouts());
        assertEquals(new Retain(7, Duration.ofDays(2)), other.retain());
        assertEquals(Duration.ofSeconds(3), other.heartbeat().orElseThrow().every());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | sites",
                "sites: [] | sites",
                "sites: [{ inventory: i }] | playbook",
                "{ sites: [{ inventory: i, playbook: p }], concurrent_rollouts: 0 } | concurrent_rollouts",
                "{ sites: [{ inventory: i, playbook: p }], heartbeat: { url: 'ftp://h' } } | heartbeat.url",
                "{ sites: [{ inventory: i, playbook: p }, { inventory: i, playbook: p }] } | another site",
                "{ sites: [{ inventory: i, playbook: p }], listen: x } | listen",
            })
    void what_is_wrong_is_a_problem_at_its_place(String text, String words) {
        var invalid = assertThrows(InvalidDocumentException.class, () -> read(text));
        assertEquals(1, invalid.problems().size(), invalid::toString);
        assertTrue(invalid.problems().get(0).toString().contains(words), invalid::toString);
    }

    @Test
    void every_key_of_the_schema_is_in_the_reference_and_explained() {
        keys(JsonMapper.shared().readTree(DaemonFile.schema()));
    }

    private static void keys(JsonNode rule) {
        rule.path("properties").forEachEntry((key, below) -> {
            assertTrue(DaemonFile.reference().contains(key + ":"), key);
            assertTrue(below.has("description"), key);
            keys(below);
            keys(below.path("items"));
        });
    }
}
