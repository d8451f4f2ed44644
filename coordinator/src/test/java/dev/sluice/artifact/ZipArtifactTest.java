package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a zip can say twice, hide or leave open, and what it says on honest days. */
class ZipArtifactTest {
    private static final int LOCAL = 0x04034B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int END = 0x06054B50;

    @TempDir
    Path directory;

    @Test
    void a_zip_of_java_which_has_no_modes_is_read() throws Exception {
        Path file = directory.resolve("shop.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("public/"));
            zip.putNextEntry(new ZipEntry("public/ü.php"));
            zip.write("<?php".getBytes(StandardCharsets.UTF_8));
        }
        Manifest manifest = Artifact.open(file).manifest();
        assertEquals(
                List.of(Manifest.Type.DIRECTORY, Manifest.Type.FILE),
                manifest.entries().stream().map(Manifest.Entry::type).toList());
        assertEquals(0644, manifest.entry("public/ü.php").orElseThrow().mode());
    }

    @Test
    void a_zip64_and_a_comment_are_read() throws Exception {
        Path file = directory.resolve("shop.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            zip.setUseZip64(Zip64Mode.Always);
            zip.setComment("built on a Sunday");
            zip.putArchiveEntry(new TestZip.Named("bin/console", 0100755));
            zip.write(new byte[100]);
            zip.closeArchiveEntry();
        }
        assertEquals(
                0755,
                Artifact.open(file)
                        .manifest()
                        .entry("bin/console")
                        .orElseThrow()
                        .mode());
    }

    /** Written here: not every build of Info-ZIP can write a link to a pipe. */
    @Test
    void a_link_in_a_zip_that_was_streamed_is_read() throws Exception {
        Path file = directory.resolve("shop.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(Files.newOutputStream(file))) {
            zip.putArchiveEntry(new TestZip.Named("index.php", 0100644));
            zip.closeArchiveEntry();
            zip.putArchiveEntry(new TestZip.Named("media", 0120777));
            zip.write("storage/media".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        byte[] written = Files.readAllBytes(file);
        int header = places(written, LOCAL).get(1);
        assertEquals(8, bytes(written).getShort(header + 6) & 8, "the link's size stands before its data");
        Manifest.Entry link = Artifact.open(file).manifest().entry("media").orElseThrow();
        assertEquals(Manifest.Type.LINK, link.type());
        assertEquals("storage/media", link.target());
    }

    @Test
    void encrypted_entries_are_refused() throws Exception {
        Files.writeString(directory.resolve("a"), "x");
        TestTree.run(directory, "zip", "-q", "-P", "secret", "shop.zip", "a");
        assertSays(
                TestArchive.refusal(directory.resolve("shop.zip")),
                "form that is not supported (1): \"a\" (encrypted)");
    }

    @Test
    void a_method_that_not_every_reader_has_is_refused() throws Exception {
        Path file = twoFiles();
        byte[] zip = Files.readAllBytes(file);
        for (int at : places(zip, LOCAL)) {
            bytes(zip).putShort(at + 8, (short) 12);
        }
        for (int at : places(zip, CENTRAL)) {
            bytes(zip).putShort(at + 10, (short) 12);
        }
        assertSays(
                TestArchive.refusal(Files.write(file, zip)),
                "form that is not supported (2): ",
                "compression method 12");
    }

    @Test
    void a_backslash_of_windows_is_refused_and_one_of_unix_is_a_character() throws Exception {
        Path file = directory.resolve("shop.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("public\\..\\..\\x.php"));
        }
        assertSays(TestArchive.refusal(file), "form that is not supported (1): ", "from a packer for Windows");
        Artifact unix = TestArchive.in(directory, Packing.ZIP).file("a\\b").open();
        assertEquals("a\\b", unix.manifest().entries().get(0).path());
    }

    @Test
    void a_name_that_is_not_utf8_is_refused() throws Exception {
        Path file = TestArchive.in(directory, Packing.ZIP).file("caf%.php").write();
        byte[] zip = Files.readAllBytes(file);
        for (int at = 0; at < zip.length; at++) {
            zip[at] = zip[at] == '%' ? (byte) 0xE9 : zip[at];
        }
        assertSays(TestArchive.refusal(Files.write(file, zip)), "name that is not UTF-8 (1): \"caf\uFFFD.php\"");
    }

    @Test
    void what_is_a_directory_by_half_is_refused() throws Exception {
        Path file = directory.resolve("shop.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            zip.putArchiveEntry(new TestZip.Named("full/", 0040755));
            zip.write(new byte[100]);
            zip.closeArchiveEntry();
            zip.putArchiveEntry(new TestZip.Named("file/", 0100644));
            zip.closeArchiveEntry();
        }
        assertSays(TestArchive.refusal(file), "a directory with content", "a directory by its name");
    }

    @Test
    void a_header_that_says_another_name_than_the_directory_is_refused() throws Exception {
        Path file = twoFiles();
        byte[] zip = Files.readAllBytes(file);
        zip[places(zip, LOCAL).get(1) + 30] = 'c';
        assertSays(TestArchive.refusal(Files.write(file, zip)), "directory and the header of \"b\" do not agree");
    }

    @Test
    void an_entry_that_the_directory_does_not_name_is_refused() throws Exception {
        Path file = twoFiles();
        byte[] zip = Files.readAllBytes(file);
        List<Integer> records = places(zip, CENTRAL);
        int end = places(zip, END).get(0);
        byte[] less = Arrays.copyOf(zip, zip.length - (end - records.get(1)));
        System.arraycopy(zip, end, less, records.get(1), zip.length - end);
        bytes(less).putShort(records.get(1) + 8, (short) 1).putShort(records.get(1) + 10, (short) 1);
        bytes(less).putInt(records.get(1) + 12, records.get(1) - records.get(0));
        assertSays(TestArchive.refusal(Files.write(file, less)), "there is data between its entries");
    }

    @Test
    void entries_that_share_their_data_are_refused() throws Exception {
        Path file = twoFiles();
        byte[] zip = Files.readAllBytes(file);
        int second = places(zip, CENTRAL).get(1);
        bytes(zip).putInt(second + 42, 0);
        assertSays(TestArchive.refusal(Files.write(file, zip)), "cannot be read as zip: two of its entries share");
    }

    @Test
    void a_directory_with_more_records_than_it_says_is_refused() throws Exception {
        Path file = twoFiles();
        byte[] zip = Files.readAllBytes(file);
        int end = places(zip, END).get(0);
        bytes(zip).putShort(end + 8, (short) 1).putShort(end + 10, (short) 1);
        assertSays(TestArchive.refusal(Files.write(file, zip)), "has 1 entries by its own count");
    }

    @Test
    void what_stands_before_or_behind_a_zip_is_refused() throws Exception {
        Path file = twoFiles();
        String zip = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, zip + "x", StandardCharsets.ISO_8859_1);
        assertSays(TestArchive.refusal(file), "cannot be read as zip: it continues after its end");
        Files.writeString(file, "#!/bin/sh\n" + zip, StandardCharsets.ISO_8859_1);
        assertSays(TestArchive.refusal(file), "cannot be read as zip: there is data before it");
    }

    @Test
    void content_that_is_not_what_its_checksum_or_its_size_says_is_refused() throws Exception {
        for (int field : new int[] {14, 22}) {
            Path file = twoFiles();
            byte[] zip = Files.readAllBytes(file);
            int local = places(zip, LOCAL).get(0);
            int central = places(zip, CENTRAL).get(0);
            for (int at : new int[] {local + field, central + field + 2}) {
                bytes(zip).putInt(at, bytes(zip).getInt(at) + 1);
            }
            assertSays(TestArchive.refusal(Files.write(file, zip)), "does not match its size and checksum");
        }
    }

    @Test
    void a_directory_of_more_records_than_anybody_packs_is_refused_before_it_is_read() throws Exception {
        TestArchive archive = TestArchive.in(directory, Packing.ZIP);
        for (int i = 0; i < 21; i++) {
            archive.file("f" + i);
        }
        ArtifactLimits ten = new ArtifactLimits(10, 1000, 200, 100_000, 255, 4096, 100);
        assertSays(archive.refusal(ten), "more than 20 entries");
    }

    private Path twoFiles() {
        return TestArchive.in(directory, Packing.ZIP).file("a").file("b").write();
    }

    private static ByteBuffer bytes(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Integer> places(byte[] zip, int signature) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at <= zip.length - 4; at++) {
            if (bytes(zip).getInt(at) == signature) {
                places.add(at);
            }
        }
        return places;
    }
}
