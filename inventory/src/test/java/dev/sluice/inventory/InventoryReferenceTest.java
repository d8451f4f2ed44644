package dev.sluice.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventoryReferenceTest {
    @TempDir
    Path directory;

    static Iterable<String> examples() {
        return InventoryReference.examples();
    }

    @Test
    void the_reference_is_an_inventory() throws IOException {
        assertEquals(14, read(InventoryReference.reference()).hosts().size());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_example_is_an_inventory(String name) throws IOException {
        assertFalse(read(InventoryReference.example(name)).hosts().isEmpty());
    }

    @Test
    void an_example_needs_little() {
        assertTrue(InventoryReference.example("one-host").lines().count() <= 12);
    }

    private Inventory read(String yaml) throws IOException {
        return InventoryFile.read(Files.writeString(directory.resolve("inventory.yml"), yaml))
                .inventory();
    }
}
