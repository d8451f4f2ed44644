package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An artifact that is not, when it is sent, what it was when it was planned. */
class ChangingArtifactTest {
    private static final byte[] END_MARK = new byte[2 * RawTar.BLOCK];

    @TempDir
    Path directory;

    @Test
    void a_file_that_got_other_content_of_the_same_size_stops_the_payload() throws Exception {
        Artifact artifact = tree();
        TestTree.write(directory, "b.php", "TWO");
        assertStops(artifact, "\"b.php\" has other content");
    }

    @Test
    void a_file_that_grew_stops_the_payload() throws Exception {
        Artifact artifact = tree();
        TestTree.write(directory, "b.php", "two more");
        assertStops(artifact, "\"b.php\" is longer than 3 bytes");
    }

    @Test
    void a_file_that_shrank_stops_the_payload() throws Exception {
        Artifact artifact = tree();
        TestTree.write(directory, "b.php", "2");
        assertStops(artifact, "\"b.php\" has 1 of 3 bytes");
    }

    @Test
    void a_file_that_went_away_stops_the_payload() throws Exception {
        Artifact artifact = tree();
        Files.delete(directory.resolve("b.php"));
        assertStops(artifact, "\"b.php\"", "it is gone");
    }

    @Test
    void a_file_that_became_executable_a_directory_or_a_link_stops_the_payload() throws Exception {
        Artifact artifact = tree();
        TestTree.run(directory, "chmod", "0755", "b.php");
        assertStops(artifact, "\"b.php\" had another type, mode or target");
        Files.delete(directory.resolve("b.php"));
        Files.createDirectory(directory.resolve("b.php"));
        assertStops(artifact, "\"b.php\" had another type");
        Files.delete(directory.resolve("b.php"));
        Files.createSymbolicLink(directory.resolve("b.php"), Path.of("a.php"));
        assertStops(artifact, "\"b.php\" had another type");
    }

    @Test
    void a_file_that_cannot_be_read_any_more_stops_the_payload() throws Exception {
        TestTree.write(directory, "a.php", "x".repeat(100));
        boolean[] broken = {false};
        FileOpener opener = (handle, name) -> broken[0]
                ? ReadFile.failingAfter(
                        10, FileOpener.BY_HANDLE.open(handle, name), new IOException("Input/output error"))
                : FileOpener.BY_HANDLE.open(handle, name);
        Artifact artifact = Artifact.read(
                directory, new DirectorySource(directory, opener), Exclusion.none(), ArtifactLimits.defaults());
        broken[0] = true;
        assertStops(artifact, "\"a.php\" can no longer be read (Input/output error)");
    }

    @Test
    void a_file_that_came_later_is_not_sent() throws Exception {
        Artifact artifact = tree();
        TestTree.write(directory, "c.php", "three");
        assertEquals(2, Payloads.names(Payloads.of(artifact)).size());
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_that_was_replaced_stops_the_payload(Packing packing) throws Exception {
        Artifact artifact =
                TestArchive.in(directory, packing).file("a", "1").file("b", "2").open();
        TestArchive.in(directory, packing).file("a", "1").file("b", "3").write();
        assertStops(artifact, "\"b\" has other content");
        TestArchive.in(directory, packing).file("a", "1").write();
        assertStops(artifact, "\"b\" is gone");
        TestArchive.in(directory, packing)
                .file("a", "1")
                .file("b", "2")
                .file("c", "3")
                .write();
        assertStops(artifact, "\"c\" is new");
        TestArchive.in(directory, packing)
                .file("a", "1")
                .file("b", "2")
                .file("b", "2")
                .write();
        assertStops(artifact, "\"b\" occurs twice");
        TestArchive.in(directory, packing)
                .file("a", "1")
                .file("b", "2")
                .file("../a", "1")
                .write();
        assertStops(artifact, "\"../a\" is new");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_that_was_cut_short_or_removed_stops_the_payload(Packing packing) throws Exception {
        Path file = TestArchive.in(directory, packing).file("a").write();
        Artifact artifact = Artifact.open(file);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));
        assertStops(artifact, "can no longer be read completely");
        Files.delete(file);
        assertStops(artifact, "can no longer be opened: it is gone");
    }

    @Test
    void a_failing_receiver_is_not_taken_for_a_changed_artifact() throws Exception {
        IOException failure = new IOException("Broken pipe");
        OutputStream receiver = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        assertSame(failure, assertThrows(IOException.class, () -> tree().writeTo(receiver, Payloads.NOW)));
    }

    private Artifact tree() throws IOException {
        TestTree.write(directory, "a.php", "one");
        TestTree.write(directory, "b.php", "two");
        return Artifact.open(directory);
    }

    private static void assertStops(Artifact artifact, String... why) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String message =
                String.valueOf(assertThrows(ArtifactChangedException.class, () -> artifact.writeTo(out, Payloads.NOW))
                        .getMessage());
        assertSays(message, why);
        assertSays(message, artifact.path().toString(), "left unfinished", "start again");
        assertTrue(!endsWithMark(out.toByteArray()), "the payload looks whole");
    }

    private static boolean endsWithMark(byte[] out) {
        return out.length >= END_MARK.length
                && Arrays.equals(Arrays.copyOfRange(out, out.length - END_MARK.length, out.length), END_MARK);
    }
}
