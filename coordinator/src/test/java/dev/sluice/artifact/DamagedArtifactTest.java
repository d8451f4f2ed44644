package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is cut short, damaged or something else ends in one clear error and never in a smaller release. */
class DamagedArtifactTest {
    /** Of the long series a part: a prime, so that it is spread over all fields. */
    private static final int SOME = 13;

    private static final int TAR_PADDING = 10_240 - 6 * 512 - 512;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_cut_short_is_refused(Packing packing) throws Exception {
        assertCutsAreRefused(packing, SOME);
    }

    @Tag("everything")
    @ParameterizedTest
    @EnumSource(Packing.class)
    void an_archive_cut_short_anywhere_is_refused(Packing packing) throws Exception {
        assertCutsAreRefused(packing, 1);
    }

    private void assertCutsAreRefused(Packing packing, int step) throws Exception {
        // Of tar's end mark one block is enough, and whatever follows it is nothing.
        int spare = packing == Packing.TAR ? TAR_PADDING : 0;
        Path file = TestArchive.in(directory, packing)
                .file("a")
                .file("b", randomText())
                .file("c")
                .write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length - spare - 1; length > 0; length -= step) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertSays(TestArchive.refusal(file), "cannot be read as " + packing.shown(), "Next: see what `");
        }
    }

    /** A tar that is not packed has no checksum over its content: a digest file beside it is for that. */
    @ParameterizedTest
    @EnumSource(value = Packing.class, mode = EnumSource.Mode.EXCLUDE, names = "TAR")
    void an_archive_with_a_damaged_byte_is_refused_or_means_the_same(Packing packing) throws Exception {
        assertDamageChangesNothing(packing, SOME);
    }

    @Tag("everything")
    @ParameterizedTest
    @EnumSource(value = Packing.class, mode = EnumSource.Mode.EXCLUDE, names = "TAR")
    void an_archive_with_any_byte_damaged_is_refused_or_means_the_same(Packing packing) throws Exception {
        assertDamageChangesNothing(packing, 1);
    }

    private void assertDamageChangesNothing(Packing packing, int step) throws Exception {
        Path file = TestArchive.in(directory, packing)
                .file("a")
                .file("b", randomText())
                .write();
        String digest = Artifact.open(file).manifest().digest();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += step) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertEquals(digest, digestUnlessRefused(file, digest), "byte " + at);
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void two_archives_put_together_are_refused_and_not_half_released(Packing packing) throws Exception {
        Path file = TestArchive.in(directory, packing).file("a").write();
        byte[] one = Files.readAllBytes(file);
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertSays(TestArchive.refusal(Files.write(file, two)), "cannot be read as " + packing.shown());
    }

    @Test
    void a_gzip_of_several_members_is_one_archive() throws Exception {
        Path file = TestArchive.in(directory).file("a").file("b").write();
        byte[] tar = Packing.TAR_GZ.read(file);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int at = 0; at < tar.length; at += RawTar.BLOCK) {
            GZIPOutputStream member = new GZIPOutputStream(members);
            member.write(tar, at, RawTar.BLOCK);
            member.finish();
        }
        Files.write(file, members.toByteArray());
        assertEquals(2, Artifact.open(file).manifest().entries().size());
    }

    @Test
    void what_is_no_supported_kind_is_refused_and_the_kinds_are_named() throws Exception {
        Path file = Files.writeString(directory.resolve("shop"), "x");
        assertSays(TestArchive.refusal(file), "shop", "a directory or .tar, .tar.gz or .tgz, .tar.zst, .zip");
        Path rar = Files.writeString(directory.resolve("shop.zip"), "Rar! x");
        assertSays(TestArchive.refusal(rar), "it is a RAR archive", "a directory or .tar");
    }

    @Test
    void a_fifo_is_not_waited_for() throws Exception {
        TestTree.run(directory, "mkfifo", "shop.tar");
        assertSays(TestArchive.refusal(directory.resolve("shop.tar")), "neither a directory nor a file");
    }

    @Test
    void an_artifact_that_is_not_there_is_named() {
        assertSays(TestArchive.refusal(directory.resolve("none.tar.gz")), "none.tar.gz cannot be read: it is gone");
    }

    @Test
    void the_name_of_the_artifact_itself_is_made_harmless() throws Exception {
        Path file = Files.writeString(directory.resolve("a\u001b[31m.rar"), "x");
        assertSays(TestArchive.refusal(file), "a\\x1b[31m.rar");
    }

    private static String digestUnlessRefused(Path file, String digest) {
        try {
            return Artifact.open(file).manifest().digest();
        } catch (InvalidArtifactException e) {
            return digest;
        }
    }

    private static String randomText() {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(700, 0x20, 0x7F).forEach(text::appendCodePoint);
        return text.toString();
    }
}
