package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too much, too long or too deep. */
@ParameterizedClass
@EnumSource(Packing.class)
class ArtifactLimitsTest {
    private final Packing packing;

    ArtifactLimitsTest(Packing packing) {
        this.packing = packing;
    }

    private static final ArtifactLimits SMALL = new ArtifactLimits(3, 1000, 200, 100_000, 255, 4096, 100);

    @TempDir
    Path directory;

    @Test
    void the_defaults_are_those_of_the_documentation() {
        assertEquals(
                new ArtifactLimits(500_000, 20_000_000_000L, 200, 100_000_000, 255, 4096, 100),
                ArtifactLimits.defaults());
    }

    @Test
    void as_many_entries_as_allowed_pass_and_one_more_does_not() {
        Path three =
                TestArchive.in(directory, packing).file("a").file("b").file("c").write();
        assertEquals(
                3,
                Artifact.open(three, Exclusion.none(), SMALL)
                        .manifest()
                        .entries()
                        .size());
        String refusal = TestArchive.in(directory, packing)
                .file("a")
                .file("b")
                .file("c")
                .file("d")
                .refusal(SMALL);
        assertSays(refusal, "more than 3 entries", "\"d\"", "release.exclude");
    }

    @Test
    void excluded_entries_count_neither_as_entries_nor_as_content() {
        Path file = TestArchive.in(directory, packing)
                .file("a")
                .file(".git/b", "x".repeat(5000))
                .file(".git/c")
                .file(".git/d")
                .write();
        Artifact artifact = Artifact.open(file, Exclusion.of(List.of(".git/*")), SMALL);
        assertEquals(1, artifact.manifest().entries().size());
    }

    @Test
    void as_much_content_as_allowed_passes_and_one_byte_more_does_not() {
        Path exact =
                TestArchive.in(directory, packing).file("a", "x".repeat(1000)).write();
        assertEquals(
                1000, Artifact.open(exact, Exclusion.none(), SMALL).manifest().bytes());
        String refusal = TestArchive.in(directory, packing)
                .file("a", "x".repeat(500))
                .file("b", "x".repeat(501))
                .refusal(SMALL);
        assertSays(refusal, "more than 1000 bytes of content");
    }

    @Test
    void a_zip_bomb_is_stopped_long_before_it_is_unpacked() {
        ArtifactLimits limits = new ArtifactLimits(10, Long.MAX_VALUE, 200, 1_000_000, 255, 4096, 100);
        Path file = TestArchive.in(directory, packing)
                .file("zeros", "0".repeat(20_000_000))
                .write();
        if (packing == Packing.TAR) {
            // Nothing grows: it is as large as it looks.
            assertEquals(
                    20_000_000,
                    Artifact.open(file, Exclusion.none(), limits).manifest().bytes());
            return;
        }
        assertSays(TestArchive.refusal(file, limits), "more than 200 times its size", "zip bomb");
    }

    @Test
    void a_small_artifact_may_compress_as_well_as_it_likes() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("zeros", "0".repeat(20_000_000))
                .open();
        assertEquals(20_000_000, artifact.manifest().bytes());
    }

    @Test
    void a_name_of_255_bytes_passes_and_256_bytes_do_not_even_in_fewer_characters() {
        Artifact longest =
                TestArchive.in(directory, packing).file("ü".repeat(127) + "x").open();
        assertEquals(1, longest.manifest().entries().size());
        assertSays(TestArchive.in(directory, packing).file("ü".repeat(128)).refusal(), "name that is too long (1)");
    }

    @Test
    void a_path_of_4096_bytes_passes_and_one_more_does_not() {
        String directories = ("d".repeat(101) + "/").repeat(40);
        String name = directories + "x".repeat(4096 - directories.length());
        assertEquals(
                41,
                TestArchive.in(directory, packing)
                        .file(name)
                        .open()
                        .manifest()
                        .entries()
                        .size());
        assertSays(TestArchive.in(directory, packing).file(name + "x").refusal(), "path that is too long (1)");
    }

    @Test
    void a_depth_of_100_passes_and_101_does_not() {
        String name = "d/".repeat(99) + "x";
        assertEquals(
                100,
                TestArchive.in(directory, packing)
                        .file(name)
                        .open()
                        .manifest()
                        .entries()
                        .size());
        assertSays(TestArchive.in(directory, packing).file("d/" + name).refusal(), "path that is too deep (1)");
    }

    @Test
    void a_directory_has_the_same_limits() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(tree.resolve("a"), "x".repeat(1001));
        assertSays(TestArchive.refusal(tree, SMALL), "more than 1000 bytes of content");
    }
}
