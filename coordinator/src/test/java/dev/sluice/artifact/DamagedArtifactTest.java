package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cut short, damaged or something else ends in one clear error and never in a smaller release. */
class DamagedArtifactTest {
    @TempDir
    Path directory;

    @Test
    void an_archive_cut_short_anywhere_is_refused() throws Exception {
        Path file = TestArchive.in(directory)
                .file("a")
                .file("b", randomText())
                .file("c")
                .write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertSays(TestArchive.refusal(file), "cannot be read as tar packed with gzip", "gzip -t");
        }
    }

    @Test
    void an_archive_with_any_byte_damaged_is_refused_or_means_the_same() throws Exception {
        Path file = TestArchive.in(directory).file("a").file("b", randomText()).write();
        String digest = Artifact.open(file).manifest().digest();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertEquals(digest, digestUnlessRefused(file, digest), "byte " + at);
        }
    }

    @Test
    void a_tar_that_lost_its_end_before_it_was_packed_is_refused_at_every_block() throws Exception {
        Path file = TestArchive.in(directory).file("a").file("b").write();
        byte[] tar = RawTar.read(file);
        for (int blocks = 1; blocks <= 4; blocks++) {
            RawTar.write(file, Arrays.copyOf(tar, blocks * RawTar.BLOCK));
            assertSays(TestArchive.refusal(file), "cannot be read as tar packed with gzip");
        }
        RawTar.write(file, Arrays.copyOf(tar, 5 * RawTar.BLOCK));
        assertEquals(2, Artifact.open(file).manifest().entries().size(), "one block of the end mark is enough");
    }

    @Test
    void two_archives_put_together_are_refused_and_not_half_released() throws Exception {
        Path file = TestArchive.in(directory).file("a").write();
        byte[] one = Files.readAllBytes(file);
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertSays(TestArchive.refusal(Files.write(file, two)), "goes on behind tar's end mark");
    }

    @Test
    void a_gzip_of_several_members_is_one_archive() throws Exception {
        Path file = TestArchive.in(directory).file("a").file("b").write();
        byte[] tar = RawTar.read(file);
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
    void a_header_with_a_wrong_checksum_is_refused() throws Exception {
        Path file = TestArchive.in(directory).file("a").file("b").write();
        byte[] tar = RawTar.read(file);
        tar[2 * RawTar.BLOCK] = 'c';
        assertSays(TestArchive.refusal(RawTar.write(file, tar)), "wrong checksum");
    }

    @Test
    void any_damaged_header_byte_with_a_right_checksum_is_refused_or_read_but_never_an_unexpected_error()
            throws Exception {
        Path file = TestArchive.in(directory).file("x".repeat(120)).file("b").write();
        byte[] tar = RawTar.read(file);
        Random random = new Random(20_261_122);
        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(4 * RawTar.BLOCK);
            byte[] damaged = tar.clone();
            damaged[at] = (byte) random.nextInt(256);
            RawTar.mendChecksum(damaged, 0);
            RawTar.mendChecksum(damaged, 2 * RawTar.BLOCK);
            RawTar.write(file, damaged);
            assertTrue(!digestUnlessRefused(file, "refused").isEmpty(), "byte " + at);
        }
    }

    @Test
    void a_long_name_that_would_fill_the_memory_is_refused() {
        String refusal = TestArchive.in(directory)
                .add("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "x".repeat(300_000), e -> {})
                .file("a")
                .refusal();
        assertSays(refusal, "longer than any honest one");
    }

    @Test
    void headers_before_headers_do_not_exhaust_the_stack() {
        TestArchive archive = TestArchive.in(directory);
        for (int i = 0; i < 100_000; i++) {
            archive.add("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "", e -> {});
        }
        assertSays(archive.file("a").refusal(), "longer than any honest one");
    }

    @Test
    void a_tar_that_is_not_packed_is_no_gzip_whatever_its_name() throws Exception {
        Path file = TestArchive.in(directory).file("a").write();
        assertSays(TestArchive.refusal(Files.write(file, RawTar.read(file))), "cannot be read as tar packed with gzip");
    }

    @Test
    void what_is_no_supported_kind_is_refused_and_the_kinds_are_named() throws Exception {
        for (String name : new String[] {"shop.tar", "shop.zip", "shop.tar.zst", "shop"}) {
            Path file = Files.writeString(directory.resolve(name), "x");
            assertSays(TestArchive.refusal(file), name, "a directory", ".tar.gz or .tgz");
        }
    }

    @Test
    void an_artifact_that_is_not_there_is_named() {
        assertSays(TestArchive.refusal(directory.resolve("none.tar.gz")), "none.tar.gz cannot be read: it is gone");
    }

    @Test
    void the_name_of_the_artifact_itself_is_made_harmless() throws Exception {
        Path file = Files.writeString(directory.resolve("a\u001b[31m.zip"), "x");
        assertSays(TestArchive.refusal(file), "a\\x1b[31m.zip");
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
