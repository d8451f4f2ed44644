package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.inventory.InventoryReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Another value at any place of a reference file makes another inventory or playbook: no key is read by nobody. */
class EveryValueCountsTest {
    private static final ReferenceText INVENTORY =
            new ReferenceText(InventoryReference.reference(), SchemaTree.of(InventoryReference.schema()));
    private static final ReferenceText PLAYBOOK =
            new ReferenceText(PlaybookReference.reference(), SchemaTree.of(PlaybookReference.schema()));
    /** The version of a format is checked and not kept. */
    private static final Set<String> VERSIONS = Set.of("/inventory", "/playbook");
    /** Some of these is right at every place that takes a text. */
    private static final List<String> OTHERS = List.of(
            "7m",
            "3s",
            "204",
            "17%",
            "17MB/s",
            "true",
            "false",
            "37",
            "\"23:00\"",
            "2026-12-31",
            "fri",
            "Europe/Paris",
            "env:OTHER",
            "\"A: env:OTHER\"",
            "/other",
            "other",
            "\"0027\"",
            "\"0 0 0 ? * FRI\"",
            "https://other.example.com",
            "other@example.com",
            "unix:/other",
            "\"other:17\"");

    @TempDir
    Path directory;

    static Stream<Place> inventory() {
        return leaves(INVENTORY);
    }

    static Stream<Place> playbook() {
        return leaves(PLAYBOOK);
    }

    @ParameterizedTest
    @MethodSource("inventory")
    void another_value_makes_another_inventory(Place place) throws IOException {
        another(INVENTORY, place, InventoryReference.reference(), file -> InventoryFile.read(file)
                .inventory());
    }

    @ParameterizedTest
    @MethodSource("playbook")
    void another_value_makes_another_playbook(Place place) throws IOException {
        another(PLAYBOOK, place, PlaybookReference.reference(), file -> PlaybookFile.read(file)
                .playbook());
    }

    private static Stream<Place> leaves(ReferenceText reference) {
        return reference.places().stream()
                .filter(place -> place.value() instanceof ScalarNode)
                .filter(place -> !VERSIONS.contains(place.pointer()));
    }

    private void another(ReferenceText reference, Place place, String text, Function<Path, Object> reader)
            throws IOException {
        var original = read(text, reader).orElseThrow();
        var candidates = new ArrayList<>(place.schema().choices());
        candidates.addAll(place.schema().examples());
        candidates.addAll(OTHERS);
        candidates.remove(ReferenceText.json(place.value()));
        var accepted = 0;
        for (var candidate : candidates) {
            var other = read(reference.withValue(place, candidate), reader);
            if (other.isPresent()) {
                accepted++;
                assertNotEquals(original, other.get(), () -> place + " as " + candidate + " changes nothing");
                break;
            }
        }
        assertTrue(accepted > 0, () -> "no other value is taken at " + place);
    }

    private Optional<Object> read(String text, Function<Path, Object> reader) throws IOException {
        try {
            return Optional.of(reader.apply(Files.writeString(directory.resolve("file.yml"), text)));
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }
}
