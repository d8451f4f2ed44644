package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertDoesNotSay;
import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a tar can say, packed in each way. */
@ParameterizedClass
@EnumSource(value = Packing.class, mode = EnumSource.Mode.EXCLUDE, names = "ZIP")
class TarArtifactTest {
    private final Packing packing;

    TarArtifactTest(Packing packing) {
        this.packing = packing;
    }

    @TempDir
    Path directory;

    @Test
    void an_absolute_path_too_long_for_the_header_is_refused_although_the_library_takes_its_slash_away() {
        String name = "/" + "long/".repeat(40) + "x";
        assertSays(TestArchive.in(directory, packing).file(name).refusal(), "absolute path (1)");
        assertSays(TestArchive.withGnuNames(directory, packing).file(name).refusal(), "absolute path (1)");
    }

    @Test
    void hard_links_are_refused_whether_they_point_outside_or_inside() {
        String refusal = TestArchive.in(directory, packing)
                .file("index.php")
                .hardLink("passwd", "/etc/passwd")
                .hardLink("copy.php", "index.php")
                .refusal();
        assertSays(refusal, "hard link (2): \"passwd\" -> \"/etc/passwd\", \"copy.php\" -> \"index.php\"");
        assertSays(refusal, "--hard-dereference");
    }

    @Test
    void an_entry_of_a_type_that_tar_invented_later_is_refused() {
        assertSays(
                TestArchive.in(directory, packing)
                        .file("x")
                        .special("volume", (byte) 'V')
                        .refusal(),
                "special entry (1): \"volume\" (tar type 86)");
    }

    @Test
    void everything_hostile_is_listed_at_once_and_capped() {
        TestArchive archive =
                TestArchive.in(directory, packing).file("index.php").link("out", "/etc");
        for (int i = 0; i < 1000; i++) {
            archive.file("../file" + i);
        }
        String refusal = archive.hardLink("hard", "index.php").refusal();
        assertSays(
                refusal,
                "1002 of its entries are refused",
                "\"../file4\" and 995 more",
                "(1): \"out\"",
                "(1): \"hard\"");
        assertDoesNotSay(refusal, "file5\"");
    }

    @Test
    void a_name_that_is_not_utf8_is_refused() throws Exception {
        Path file = TestArchive.in(directory, packing).file("caf%.php").write();
        byte[] tar = packing.read(file);
        tar[3] = (byte) 0xE9;
        RawTar.mendChecksum(tar, 0);
        assertSays(TestArchive.refusal(packing.write(file, tar)), "name that is not UTF-8 (1): \"caf\uFFFD.php\"");
    }

    @Test
    void a_long_name_or_a_target_that_is_not_utf8_is_refused() throws Exception {
        Path file = TestArchive.withGnuNames(directory, packing)
                .file("%".repeat(120))
                .link("link", "%")
                .link("long", "%".repeat(120))
                .write();
        byte[] tar = packing.read(file);
        for (int at = 0; at < tar.length; at++) {
            tar[at] = tar[at] == '%' ? (byte) 0xE9 : tar[at];
        }
        for (int block : new int[] {2, 4, 7}) {
            RawTar.mendChecksum(tar, block * RawTar.BLOCK);
        }
        assertSays(
                TestArchive.refusal(packing.write(file, tar)),
                "unusable target (2): \"link\" -> \"\uFFFD\"",
                "name that is not UTF-8 (1)");
    }

    @Test
    void a_tar_that_lost_its_end_before_it_was_packed_is_refused_at_every_block() throws Exception {
        Path file = TestArchive.in(directory, packing).file("a").file("b").write();
        byte[] tar = packing.read(file);
        for (int blocks = 1; blocks <= 4; blocks++) {
            packing.write(file, Arrays.copyOf(tar, blocks * RawTar.BLOCK));
            assertSays(TestArchive.refusal(file), "cannot be read as " + packing.shown());
        }
        packing.write(file, Arrays.copyOf(tar, 5 * RawTar.BLOCK));
        assertEquals(2, Artifact.open(file).manifest().entries().size(), "one block of the end mark is enough");
    }

    @Test
    void a_header_with_a_wrong_checksum_is_refused() throws Exception {
        Path file = TestArchive.in(directory, packing).file("a").file("b").write();
        byte[] tar = packing.read(file);
        tar[2 * RawTar.BLOCK] = 'c';
        assertSays(TestArchive.refusal(packing.write(file, tar)), "wrong checksum");
    }

    @Test
    void a_damaged_header_byte_with_a_right_checksum_is_refused_or_read_but_never_an_unexpected_error()
            throws Exception {
        assertDamagedHeadersEndWell(100);
    }

    @Tag("everything")
    @Test
    void any_damaged_header_byte_with_a_right_checksum_is_refused_or_read_but_never_an_unexpected_error()
            throws Exception {
        assertDamagedHeadersEndWell(500);
    }

    private void assertDamagedHeadersEndWell(int times) throws Exception {
        Path file = TestArchive.in(directory, packing)
                .file("x".repeat(120))
                .file("b")
                .write();
        byte[] tar = packing.read(file);
        Random random = new Random(20_261_122);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(4 * RawTar.BLOCK);
            byte[] damaged = tar.clone();
            damaged[at] = (byte) random.nextInt(256);
            RawTar.mendChecksum(damaged, 0);
            RawTar.mendChecksum(damaged, 2 * RawTar.BLOCK);
            packing.write(file, damaged);
            assertTrue(!digestUnlessRefused(file, "refused").isEmpty(), "byte " + at);
        }
    }

    @Test
    void a_long_name_that_would_fill_the_memory_is_refused() {
        String refusal = TestArchive.in(directory, packing)
                .add("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "x".repeat(300_000), e -> {})
                .file("a")
                .refusal();
        assertSays(refusal, "longer than any real one");
    }

    @Test
    void headers_before_headers_do_not_exhaust_the_stack() {
        TestArchive archive = TestArchive.in(directory, packing);
        for (int i = 0; i < 100_000; i++) {
            archive.add("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "", e -> {});
        }
        assertSays(archive.file("a").refusal(), "longer than any real one");
    }

    private static String digestUnlessRefused(Path file, String digest) {
        try {
            return Artifact.open(file).manifest().digest();
        } catch (InvalidArtifactException e) {
            return digest;
        }
    }
}
