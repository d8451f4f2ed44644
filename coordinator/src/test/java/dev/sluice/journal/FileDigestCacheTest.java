package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestCacheTest {
    private static final String TEXT = "a line\nand ü\n";

    @TempDir
    Path directory;

    private Path state;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private FileDigestCache cache;

    @BeforeEach
    void a_cache() {
        state = directory.resolve("state");
        cache = new FileDigestCache(state, () -> now);
    }

    @Test
    void a_text_is_read_as_it_was_written_by_its_key() throws Exception {
        assertEquals(Optional.empty(), cache.read("one"));
        cache.write("one", TEXT);
        cache.write("two", "");
        assertEquals(Optional.of(TEXT), cache.read("one"));
        assertEquals(Optional.of(""), cache.read("two"));
        assertEquals(Optional.empty(), cache.read("three"));
        cache.write("one", "other\n");
        assertEquals(Optional.of("other\n"), cache.read("one"));
    }

    @Test
    void only_its_owner_can_read_it() throws Exception {
        cache.write("one", TEXT);
        assertEquals("rw-------", permissions(file()));
        assertEquals("rwx------", permissions(state.resolve(".digests")));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertEquals(Optional.empty(), cache.read("one"));
    }

    @Test
    void a_damaged_file_and_one_of_another_version_or_key_count_as_missing_and_are_replaced() throws Exception {
        cache.write("two", TEXT);
        String other = Files.readString(file());
        Files.delete(file());
        cache.write("one", TEXT);
        String right = Files.readString(file());
        for (String wrong : List.of(
                "", "\n", right.replace("line", "lime"), right + "x", right.replace("digests 1", "digests 2"), other)) {
            Files.writeString(file(), wrong);
            assertEquals(Optional.empty(), cache.read("one"), wrong);
        }
        cache.write("one", TEXT);
        assertEquals(Optional.of(TEXT), cache.read("one"));
    }

    @Test
    void only_the_texts_that_were_used_last_are_kept() throws Exception {
        for (int i = 0; i < FileDigestCache.MOST; i++) {
            cache.write("key " + i, TEXT);
            try (var files = Files.list(state.resolve(".digests"))) {
                for (var file : files.toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(now));
                }
            }
        }
        now = now.plusSeconds(60);
        assertEquals(Optional.of(TEXT), cache.read("key 0"));
        cache.write("one more", TEXT);
        try (var files = Files.list(state.resolve(".digests"))) {
            assertEquals(FileDigestCache.MOST, files.count());
        }
        assertEquals(Optional.of(TEXT), cache.read("key 0"));
        assertEquals(Optional.of(TEXT), cache.read("one more"));
    }

    @Test
    void a_state_directory_that_others_may_enter_keeps_nothing() throws Exception {
        Files.createDirectory(state);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
        cache.write("one", TEXT);
        assertEquals(Optional.empty(), cache.read("one"));
        assertEquals(List.of(), List.of(state.toFile().list()));
    }

    private Path file() throws IOException {
        try (var files = Files.list(state.resolve(".digests"))) {
            var all = files.toList();
            assertEquals(1, all.size());
            return all.get(0);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
