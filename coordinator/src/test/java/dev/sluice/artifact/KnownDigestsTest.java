package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is read again. */
class KnownDigestsTest {
    @TempDir
    Path directory;

    private final HeldTexts cache = new HeldTexts();
    private final Collection<String> opened = new ConcurrentLinkedQueue<>();

    /** Files that this test has just written count as old. */
    private Instant start = Instant.now().plus(Duration.ofMinutes(1));

    private Path large;

    @BeforeEach
    void a_site() throws Exception {
        TestTree.write(directory, "index.php", "one");
        TestTree.write(directory, "with blank/ü.php", "two");
        large = TestTree.write(directory, "large.bin", "0123456789".repeat(ContentDigest.BLOCK / 5 + 1));
    }

    @Test
    void no_file_is_opened_that_is_unchanged_and_the_manifest_is_the_same() throws Exception {
        var first = read();
        assertEquals(3, opened.size());
        opened.clear();
        var second = read();
        assertTrue(opened.isEmpty(), opened::toString);
        assertEquals(first.manifest(), second.manifest());
        assertEquals(2, second.marks("large.bin").size());
        assertEquals(first.marks("large.bin"), second.marks("large.bin"));
        second.writeTo(new ByteArrayOutputStream(), Payloads.NOW);
    }

    @Test
    void a_file_with_other_content_is_read_though_its_size_and_its_time_are_as_before() throws Exception {
        Path index = directory.resolve("index.php");
        FileTime modified = Files.getLastModifiedTime(index);
        read();
        opened.clear();
        Files.writeString(index, "ONE");
        Files.setLastModifiedTime(index, modified);
        var second = read();
        assertEquals(List.of("index.php"), List.copyOf(opened));
        assertEquals(Artifact.open(directory).manifest(), second.manifest());
    }

    @Test
    void a_file_that_was_replaced_by_another_with_its_size_and_time_is_read() throws Exception {
        Path index = directory.resolve("index.php");
        read();
        opened.clear();
        Path other = Files.writeString(directory.resolveSibling("other"), "ONE");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(index));
        Files.move(other, index, StandardCopyOption.REPLACE_EXISTING);
        read();
        assertEquals(List.of("index.php"), List.copyOf(opened));
    }

    @Test
    void what_changed_within_two_seconds_before_the_start_is_read_again() throws Exception {
        start = Files.getLastModifiedTime(large).toInstant().plusMillis(1_900);
        read();
        opened.clear();
        read();
        assertEquals(3, opened.size());
        assertEquals("", cache.only());
    }

    @Test
    void a_file_that_is_gone_is_forgotten() throws Exception {
        read();
        Files.delete(large);
        read();
        assertEquals(2, cache.only().lines().count());
        assertFalse(cache.only().contains("large.bin"), cache.only());
    }

    @Test
    void nothing_is_kept_anew_where_nothing_changed() throws Exception {
        read();
        int writes = cache.writes;
        read();
        assertEquals(writes, cache.writes);
    }

    @Test
    void a_text_of_another_form_is_ignored_and_kept_anew() throws Exception {
        read();
        String right = cache.only();
        for (String wrong : List.of("x\n", "a b\n", "\n", right.replaceAll("[0-9a-f]{64}", "x"))) {
            cache.texts.replaceAll((key, text) -> wrong);
            opened.clear();
            read();
            assertEquals(3, opened.size(), wrong);
            assertEquals(lines(right), lines(cache.only()));
        }
    }

    @Test
    void with_a_forged_digest_nothing_is_sent() throws Exception {
        read();
        String forged = "0".repeat(64);
        cache.texts.replaceAll((key, text) -> text.replaceAll("(?m)^[0-9a-f]{64} -", forged + " -"));
        var artifact = read();
        assertTrue(artifact.manifest().text().contains(forged));
        var out = new ByteArrayOutputStream();
        assertThrows(ArtifactChangedException.class, () -> artifact.writeTo(out, Payloads.NOW));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("one"), "a byte was sent");
    }

    @Test
    void content_that_is_known_counts_within_the_limit() throws Exception {
        read();
        var limits = new ArtifactLimits(100, 1_000, 200, 100, 255, 4096, 100);
        assertThrows(InvalidArtifactException.class, () -> read(limits));
    }

    private static List<String> lines(String text) {
        return text.lines().sorted().toList();
    }

    private Artifact read() throws IOException {
        return read(ArtifactLimits.defaults());
    }

    private Artifact read(ArtifactLimits limits) throws IOException {
        FileOpener opener = (handle, name) -> {
            opened.add(name.toString());
            return FileOpener.BY_HANDLE.open(handle, name);
        };
        KnownDigests digests = KnownDigests.read(cache, directory, start);
        var artifact = Artifact.read(
                directory, new DirectorySource(directory, opener, Opening.LIMIT, digests), Exclusion.none(), limits);
        digests.keep();
        return artifact;
    }

    private static final class HeldTexts implements DigestCache {
        private final Map<String, String> texts = new HashMap<>();
        private int writes;

        @Override
        public Optional<String> read(String key) {
            return Optional.ofNullable(texts.get(key));
        }

        @Override
        public void write(String key, String text) {
            texts.put(key, text);
            writes++;
        }

        String only() {
            assertTrue(texts.size() <= 1, texts::toString);
            return texts.values().stream().findFirst().orElse("");
        }
    }
}
