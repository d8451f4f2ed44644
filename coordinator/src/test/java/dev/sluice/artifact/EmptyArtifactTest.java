package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A build that wrote nothing must not become a release. */
class EmptyArtifactTest {
    @TempDir
    Path directory;

    @Test
    void a_file_of_zero_bytes_has_no_files() throws Exception {
        assertRefused(Files.createFile(directory.resolve("shop.tar.gz")), Exclusion.none(), "0 bytes");
    }

    @Test
    void an_empty_directory_has_no_files() {
        assertRefused(directory, Exclusion.none(), "it is empty");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_without_entries_has_no_files(Packing packing) {
        assertRefused(TestArchive.in(directory, packing).write(), Exclusion.none(), "it is empty");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_of_its_root_and_directories_has_no_files(Packing packing) {
        Path file = TestArchive.in(directory, packing)
                .directory(".")
                .directory("public")
                .write();
        assertRefused(file, Exclusion.none(), "only directories");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_of_dot_files_has_no_files(Packing packing) {
        Path file = TestArchive.in(directory, packing)
                .file(".env")
                .file(".git/config")
                .file("public/.htaccess")
                .write();
        assertRefused(file, Exclusion.none(), "dot files");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_of_which_everything_is_excluded_has_no_files(Packing packing) {
        Path file =
                TestArchive.in(directory, packing).file("a.php").file("b.php").write();
        assertRefused(file, Exclusion.of(List.of("*.php")), "release.exclude");
    }

    @Test
    void one_file_without_content_is_enough() {
        assertEquals(
                0,
                TestArchive.in(directory)
                        .file("index.php", "")
                        .open()
                        .manifest()
                        .bytes());
    }

    private static void assertRefused(Path path, Exclusion exclusion, String why) {
        String message = String.valueOf(assertThrows(
                        InvalidArtifactException.class, () -> Artifact.open(path, exclusion, ArtifactLimits.defaults()))
                .getMessage());
        assertSays(message, "artifact has no files", why);
    }
}
