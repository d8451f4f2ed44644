package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path directory;

    @Test
    void a_file_is_replaced_and_nothing_else_is_left() throws Exception {
        Path file = Files.writeString(directory.resolve("plan"), "old");
        WholeFile.writePrivate(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("plan"), names());
    }

    @Test
    void no_link_is_followed_at_the_name_or_at_a_name_that_can_be_guessed() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "a key");
        Path file = Files.createSymbolicLink(directory.resolve("plan"), key);
        Files.createSymbolicLink(directory.resolve("plan.new"), key);
        WholeFile.write(file, "new");
        assertEquals("a key", Files.readString(key));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void nothing_is_left_where_it_cannot_be_put_in_its_place() throws Exception {
        Files.createDirectories(directory.resolve("plan/full"));
        assertThrows(IOException.class, () -> WholeFile.write(directory.resolve("plan"), "new"));
        assertEquals(List.of("plan"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
