package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Modes come down to 0755 and 0644, and whoever packed something else hears of it. */
@ParameterizedClass
@EnumSource(Packing.class)
class ArtifactModesTest {
    private final Packing packing;

    ArtifactModesTest(Packing packing) {
        this.packing = packing;
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"0644, 0644", "0600, 0644", "0755, 0755", "0700, 0755", "0100, 0755", "0655, 0644", "0000, 0644"})
    void the_owners_execute_bit_decides_on_the_mode(String packed, String released) {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("bin/console", Integer.parseInt(packed, 8))
                .open();
        assertEquals(
                Integer.parseInt(released, 8),
                artifact.manifest().entry("bin/console").orElseThrow().mode());
        assertEquals(List.of(), artifact.notes());
    }

    @Test
    void setuid_setgid_and_sticky_bits_are_cleared_and_noted() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("u", 04755)
                .file("g", 02755)
                .file("t", 01644)
                .open();
        assertEquals(
                List.of(0755, 0644, 0755),
                artifact.manifest().entries().stream().map(Manifest.Entry::mode).toList());
        assertSays(artifact.notes().get(0), "sticky bit (3): \"u\" 4755, \"g\" 2755, \"t\" 1644", "cleared");
    }

    @Test
    void world_writable_bits_are_cleared_and_noted_once_however_many() {
        TestArchive archive = TestArchive.in(directory, packing);
        for (int i = 0; i < 100; i++) {
            archive.file("f" + i, 0777);
        }
        List<String> notes = archive.open().notes();
        assertEquals(1, notes.size());
        assertSays(notes.get(0), "writable for everyone (100): \"f0\" 0777", "and 95 more", "cleared");
    }

    @Test
    void the_mode_of_a_symbolic_link_means_nothing() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("index.php")
                .link("a", "index.php")
                .open();
        assertEquals(List.of(), artifact.notes());
    }
}
