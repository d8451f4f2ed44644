package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and links that would reach out of a release, and entries that are no files. */
@ParameterizedClass
@EnumSource(Packing.class)
class HostileArtifactTest {
    private final Packing packing;

    HostileArtifactTest(Packing packing) {
        this.packing = packing;
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "a/..", "..", "./../x", "a/b/../c"})
    void a_path_with_two_dots_is_refused(String name) {
        assertSays(
                TestArchive.in(directory, packing).file(name).refusal(),
                "path with .. (1): \"" + name + "\"",
                "-C TREE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "//etc/passwd", "/x"})
    void an_absolute_path_is_refused(String name) {
        assertSays(TestArchive.in(directory, packing).file(name).refusal(), "absolute path (1): \"/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../..", "b/../../../x", "../public/../../x", "./../../shop/x"})
    void a_symbolic_link_out_of_the_tree_is_refused(String target) {
        String refusal = TestArchive.in(directory, packing)
                .file("public/index.php")
                .link("public/out", target)
                .refusal();
        assertSays(refusal, "symbolic link out of the tree (1): \"public/out\" -> \"" + target + "\"", "storage:link");
    }

    @Test
    void a_link_that_leaves_the_tree_only_through_another_link_is_refused() {
        String refusal = TestArchive.in(directory, packing)
                .file("index.php")
                .link("self", ".")
                .link("out", "self/self/self/../../../etc")
                .refusal();
        assertSays(refusal, "symbolic link out of the tree (1): \"out\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../storage/app", "index.php", "./a/../b", "..", "missing"})
    void a_symbolic_link_inside_the_tree_is_kept_as_it_is_written(String target) {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("index.php")
                .link("public/in", target)
                .open();
        assertEquals(List.of(target), targets(artifact));
        assertEquals(List.of(), artifact.notes());
    }

    @Test
    void a_symbolic_link_that_goes_round_in_circles_is_kept_and_noted() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("index.php")
                .link("a", "b")
                .link("b", "a")
                .open();
        assertSays(artifact.notes().get(0), "link that loops (2): ", "\"a\" -> \"b\"");
    }

    @Test
    void writing_through_a_symbolic_link_is_refused_in_either_order() {
        String before = TestArchive.in(directory, packing)
                .link("lib", "src")
                .file("lib/x.php")
                .refusal();
        String after = TestArchive.in(directory, packing)
                .file("lib/deep/x.php")
                .link("lib", "src")
                .refusal();
        assertSays(before, "not a directory of the artifact (1): \"lib/x.php\" below \"lib\"");
        assertSays(after, "not a directory of the artifact (1): \"lib/deep/x.php\" below \"lib\"");
    }

    @Test
    void an_entry_below_a_file_is_refused() {
        assertSays(
                TestArchive.in(directory, packing).file("a").file("a/b").refusal(),
                "not a directory of the artifact (1): \"a/b\" below \"a\"");
    }

    @Test
    void devices_and_fifos_are_refused() {
        String refusal = TestArchive.in(directory, packing)
                .file("index.php")
                .special("disk", TarConstants.LF_BLK)
                .special("tty", TarConstants.LF_CHR)
                .special("pipe", TarConstants.LF_FIFO)
                .refusal();
        assertSays(refusal, "\"disk\" (block device), \"tty\" (character device), \"pipe\" (FIFO)");
    }

    @Test
    void a_path_that_occurs_twice_is_refused() {
        String refusal = TestArchive.in(directory, packing)
                .file("a.php", "one")
                .file("./a.php", "two")
                .refusal();
        assertSays(refusal, "path that occurs twice (1): \"./a.php\"");
    }

    @Test
    void a_path_that_is_a_directory_and_a_link_is_refused() {
        String refusal = TestArchive.in(directory, packing)
                .file("x")
                .directory("a")
                .link("a", "x")
                .refusal();
        assertSays(refusal, "path that occurs twice (1): \"a\" -> \"x\"");
    }

    @Test
    void a_directory_may_be_named_twice() {
        Artifact artifact = TestArchive.in(directory, packing)
                .directory("a")
                .directory("./a")
                .file("a/x")
                .open();
        assertEquals(2, artifact.manifest().entries().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".sluice-release",
                "public/.sluice-release",
                "_sluice.php",
                "public/_sluice.php",
                ".sluice/x",
                "public/.sluice/endpoint.json"
            })
    void names_that_sluice_keeps_for_itself_are_refused_wherever_they_are(String name) {
        String refusal =
                TestArchive.in(directory, packing).file("index.php").file(name).refusal();
        assertSays(refusal, "reserved for Sluice", "(1): \"" + name + "\"", "live release");
    }

    @Test
    void names_that_only_look_reserved_are_not() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("sluice.php")
                .file(".sluice.yml")
                .file("x_sluice.php")
                .open();
        assertEquals(3, artifact.manifest().entries().size());
    }

    @Test
    void a_link_with_an_unusable_target_is_refused() {
        String refusal = TestArchive.in(directory, packing)
                .file("index.php")
                .link("empty", "")
                .link("newline", "a\nb")
                .link("long", "x".repeat(4097))
                .refusal();
        assertSays(refusal, "unusable target (3): ", "\"newline\" -> \"a\\nb\"");
    }

    private static List<String> targets(Artifact artifact) {
        return artifact.manifest().entries().stream()
                .filter(e -> e.type() == Manifest.Type.LINK)
                .map(Manifest.Entry::target)
                .toList();
    }
}
