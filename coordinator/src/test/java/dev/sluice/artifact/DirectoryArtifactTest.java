package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryArtifactTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"posix", "gnu"})
    void a_tree_and_the_archive_that_gnu_tar_makes_of_it_have_the_same_manifest(String format) throws Exception {
        Path site = TestTree.site(directory);
        TestTree.run(site, "tar", "--format=" + format, "-czf", "../site.tar.gz", ".");
        assertSameManifest(site, directory.resolve("site.tar.gz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "v7", "oldgnu"})
    void the_older_formats_of_tar_are_read_too(String format) throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        TestTree.write(site, "a/b/ü.php", "x");
        TestTree.write(site, "p".repeat(90) + "/" + "q".repeat(6), "x");
        Files.createSymbolicLink(site.resolve("link"), Path.of("a/b"));
        TestTree.run(site, "tar", "--format=" + format, "-czf", "../site.tgz", ".");
        assertSameManifest(site, directory.resolve("site.tgz"));
    }

    @Test
    void a_sparse_archive_is_the_file_it_stands_for() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        try (var file = new RandomAccessFile(site.resolve("holes").toFile(), "rw")) {
            file.setLength(3_000_000);
            file.seek(1_000_000);
            file.writeBytes("content");
        }
        for (String format : List.of("gnu", "posix")) {
            TestTree.run(site, "tar", "--sparse", "--format=" + format, "-czf", "../site.tgz", ".");
            assertSameManifest(site, directory.resolve("site.tgz"));
        }
    }

    @Test
    void directories_that_an_archive_only_implies_are_in_its_manifest() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        TestTree.write(site, "a/b/c", "x");
        TestTree.run(site, "tar", "-czf", "../site.tgz", "a/b/c");
        assertSameManifest(site, directory.resolve("site.tgz"));
    }

    @Test
    void links_are_not_followed() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        Path other = Files.createDirectory(directory.resolve("other"));
        TestTree.write(other, "secret", "x");
        TestTree.write(site, "index.php", "x");
        Files.createSymbolicLink(site.resolve("here"), Path.of("."));
        assertEquals(2, Artifact.open(site).manifest().entries().size());
        Files.createSymbolicLink(site.resolve("there"), other);
        assertSays(TestArchive.refusal(site), "symbolic link out of the tree (1): \"there\"");
    }

    @Test
    void files_that_share_an_inode_are_two_files() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        Files.createLink(site.resolve("b"), TestTree.write(site, "a", "x"));
        assertEquals(2, Artifact.open(site).manifest().bytes());
    }

    @Test
    void a_link_to_the_artifact_itself_is_followed_once() throws Exception {
        TestTree.write(directory, "build-1/index.php", "one");
        TestTree.write(directory, "build-2/index.php", "two");
        Path latest = Files.createSymbolicLink(directory.resolve("latest"), Path.of("build-1"));
        Artifact artifact = Artifact.open(latest);
        Files.delete(latest);
        Files.createSymbolicLink(latest, Path.of("build-2"));
        assertEquals(directory.toRealPath().resolve("build-1"), artifact.path());
        assertEquals(
                Artifact.open(directory.resolve("build-1")).manifest(),
                Artifact.open(Payloads.unpacked(artifact, directory.resolve("out")))
                        .manifest());
    }

    @Test
    void a_fifo_is_refused_and_not_waited_for() throws Exception {
        TestTree.write(directory, "index.php", "x");
        TestTree.run(directory, "mkfifo", "pipe");
        assertSays(TestArchive.refusal(directory), "special entry (1): \"pipe\" (FIFO)");
    }

    @Test
    void modes_are_noted_as_in_an_archive() throws Exception {
        TestTree.write(directory, "index.php", "x");
        TestTree.write(directory, "tool", "x");
        TestTree.run(directory, "chmod", "0666", "index.php");
        TestTree.run(directory, "chmod", "4755", "tool");
        List<String> notes = Artifact.open(directory).notes();
        assertSays(notes.get(0), "(1): \"tool\" 4755");
        assertSays(notes.get(1), "(1): \"index.php\" 0666");
    }

    @Test
    void all_unreadable_files_are_listed_at_once() throws Exception {
        TestTree.write(directory, "a", "x");
        TestTree.write(directory, "b", "x");
        TestTree.write(directory, "c", "x");
        FileOpener refusing = (handle, name) -> {
            if (name.endsWith("b")) {
                return FileOpener.BY_HANDLE.open(handle, name);
            }
            throw new AccessDeniedException(name.toString());
        };
        String message = String.valueOf(assertThrows(InvalidArtifactException.class, () -> read(refusing))
                .getMessage());
        assertSays(message, "unreadable entry (2): \"a\" (permission denied), \"c\" (permission denied)");
    }

    @Test
    void a_file_that_fails_in_the_middle_is_unreadable() throws Exception {
        TestTree.write(directory, "a", "x");
        FileOpener failing = (handle, name) -> ReadFile.failingAfter(
                0, FileOpener.BY_HANDLE.open(handle, name), new IOException("Input/output error"));
        String message = String.valueOf(assertThrows(InvalidArtifactException.class, () -> read(failing))
                .getMessage());
        assertSays(message, "unreadable entry (1): \"a\" (Input/output error)");
    }

    @Test
    void names_that_are_not_utf8_or_hold_newlines_are_refused() throws Exception {
        TestTree.write(directory, "index.php", "x");
        Files.writeString(Path.of(URI.create(directory.toUri() + "caf%E9.php")), "x");
        Files.writeString(Path.of(URI.create(directory.toUri() + "new%0Aline")), "x");
        String refusal = TestArchive.refusal(directory);
        assertSays(refusal, "name that is not UTF-8 (1): \"caf\uFFFD.php\"", "name (1): \"new\\nline\"");
    }

    @Test
    void the_locale_of_cron_changes_nothing() throws Exception {
        Path site = TestTree.site(directory);
        String digest = Artifact.open(site).manifest().digest();
        for (String locale : List.of("C", "C.UTF-8")) {
            ProcessBuilder jvm = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    RepackedDigest.class.getName(),
                    site.toString());
            jvm.environment().put("LC_ALL", locale);
            Process process = jvm.redirectErrorStream(true).start();
            assertEquals(
                    digest, new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }

    @Test
    void what_is_excluded_is_not_even_entered() throws Exception {
        TestTree.write(directory, "index.php", "x");
        TestTree.write(directory, "node_modules/a/b", "x");
        FileOpener opener = (handle, name) -> {
            assertTrue(name.endsWith("index.php"), name.toString());
            return FileOpener.BY_HANDLE.open(handle, name);
        };
        Artifact artifact = Artifact.read(
                directory,
                new DirectorySource(directory, opener),
                Exclusion.of(List.of("node_modules/")),
                ArtifactLimits.defaults());
        assertEquals(1, artifact.manifest().entries().size());
    }

    private Artifact read(FileOpener opener) throws IOException {
        return Artifact.read(
                directory, new DirectorySource(directory, opener), Exclusion.none(), ArtifactLimits.defaults());
    }

    private static void assertSameManifest(Path tree, Path archive) {
        assertEquals(
                Artifact.open(tree).manifest().text(),
                Artifact.open(archive).manifest().text());
    }

    @Test
    void a_name_that_was_decoded_twice_by_whoever_made_it_keeps_its_characters() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        TestTree.write(site, "\u00c3\u00a9.jpg", "x");
        TestTree.write(site, "\u00e9.jpg", "x");
        for (String format : List.of("posix", "gnu")) {
            TestTree.run(site, "tar", "--format=" + format, "-czf", "../site.tgz", ".");
            assertEquals(
                    Artifact.open(site).manifest(),
                    Artifact.open(directory.resolve("site.tgz")).manifest());
        }
    }
}
