package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeltaTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @Test
    void equal_manifests_differ_in_nothing() {
        Manifest manifest = Manifest.of(RandomTree.entries(1));
        assertTrue(Delta.between(manifest, manifest).isEmpty());
    }

    @Test
    void content_mode_and_target_count_as_changes() {
        Delta delta = Delta.between(
                Manifest.of(List.of(
                        Manifest.Entry.file("content", 0644, 3, ONE),
                        Manifest.Entry.file("mode", 0644, 5, ONE),
                        Manifest.Entry.file("same", 0644, 7, ONE),
                        Manifest.Entry.link("target", "a"))),
                Manifest.of(List.of(
                        Manifest.Entry.file("content", 0644, 3, TWO),
                        Manifest.Entry.file("mode", 0755, 5, ONE),
                        Manifest.Entry.file("same", 0644, 7, ONE),
                        Manifest.Entry.link("target", "b"))));
        assertEquals(List.of("content", "mode", "target"), paths(delta.changed()));
        assertEquals(List.of(), delta.added());
        assertEquals(List.of(), delta.removed());
        assertEquals(8, delta.bytes());
    }

    @Test
    void a_file_that_becomes_a_directory_is_removed_and_added() {
        Manifest.Entry file = Manifest.Entry.file("a", 0644, 3, ONE);
        Manifest.Entry directory = Manifest.Entry.directory("a");
        Delta delta = Delta.between(Manifest.of(List.of(file)), Manifest.of(List.of(directory)));
        assertEquals(List.of(file), delta.removed());
        assertEquals(List.of(directory), delta.added());
        assertEquals(List.of(), delta.changed());
    }

    @Test
    void what_is_sent_is_what_was_added_or_changed() {
        Manifest from =
                Manifest.of(List.of(Manifest.Entry.file("a", 0644, 3, ONE), Manifest.Entry.file("b", 0644, 3, ONE)));
        Manifest to = Manifest.of(List.of(
                Manifest.Entry.file("a", 0644, 3, TWO),
                Manifest.Entry.file("b", 0644, 3, ONE),
                Manifest.Entry.file("c", 0644, 3, ONE)));
        Delta delta = Delta.between(from, to);
        assertEquals(
                List.of("a", "c"),
                paths(to.entries().stream().filter(delta::sends).toList()));
        assertFalse(delta.isEmpty());
    }

    @Test
    void any_manifest_plus_its_delta_is_the_other_one() {
        for (long seed = 0; seed < 200; seed++) {
            Manifest from = Manifest.of(RandomTree.entries(seed));
            Manifest to = Manifest.of(RandomTree.entries(seed + 1000));
            Delta delta = Delta.between(from, to);
            Map<String, Manifest.Entry> tree = new HashMap<>();
            from.entries().forEach(e -> tree.put(e.path(), e));
            delta.removed().forEach(e -> tree.remove(e.path()));
            delta.added().forEach(e -> tree.put(e.path(), e));
            delta.changed().forEach(e -> tree.put(e.path(), e));
            assertEquals(to, Manifest.of(tree.values()), "seed " + seed);
        }
    }

    private static List<String> paths(List<Manifest.Entry> entries) {
        return entries.stream().map(Manifest.Entry::path).toList();
    }
}
