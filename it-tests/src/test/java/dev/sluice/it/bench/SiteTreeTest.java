package dev.sluice.it.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTreeTest {
    private static final TreeShape SHAPE = TreeShape.of(300, 1_000_000, 7);

    @TempDir
    Path directory;

    @Test
    void the_same_seed_makes_the_same_tree_and_the_same_changes() throws IOException {
        var one = SiteTree.make(directory.resolve("one"), SHAPE);
        var same = SiteTree.make(directory.resolve("same"), SHAPE);
        one.change(30);
        same.change(30);
        assertEquals(read(one.root()), read(same.root()));
        var other = SiteTree.make(directory.resolve("other"), TreeShape.of(300, 1_000_000, 8));
        assertNotEquals(read(one.root()), read(other.root()));
    }

    @Test
    void it_has_the_size_and_the_directories_that_were_asked_for() throws IOException {
        var tree = SiteTree.make(directory.resolve("tree"), SHAPE);
        var files = read(tree.root());
        assertEquals(300, files.size());
        long bytes = files.values().stream().mapToLong(String::length).sum();
        assertTrue(Math.abs(bytes - 1_000_000) < 300, () -> bytes + " bytes");
        assertEquals(
                20,
                files.keySet().stream()
                        .map(file -> file.replaceAll("[^/]*$", ""))
                        .distinct()
                        .count());
    }

    @Test
    void its_text_becomes_about_a_third_or_a_quarter() throws IOException {
        var text = new SourceText(7).next(1_000_000);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        var ratio = (double) text.length / packed.size();
        assertTrue(ratio > 3 && ratio < 4.5, () -> "1 MB becomes " + packed.size() + " bytes");
    }

    @Test
    void a_change_adds_removes_and_edits_as_many_files_as_were_asked_for() throws IOException {
        var tree = SiteTree.make(directory.resolve("tree"), SHAPE);
        var before = read(tree.root());
        tree.change(50);
        var after = read(tree.root());
        assertEquals(
                5,
                after.keySet().stream()
                        .filter(file -> !before.containsKey(file))
                        .count());
        assertEquals(
                5,
                before.keySet().stream()
                        .filter(file -> !after.containsKey(file))
                        .count());
        assertEquals(
                40,
                after.entrySet().stream()
                        .filter(file -> before.containsKey(file.getKey()))
                        .filter(file -> !file.getValue().equals(before.get(file.getKey())))
                        .count());
        assertEquals(after.size(), tree.files().size());
    }

    private static Map<String, String> read(Path root) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.US_ASCII));
            }
        }
        return contents;
    }
}
