package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream that goes to hosts. */
class PayloadTest {
    @TempDir
    Path directory;

    @Test
    void gnu_tar_unpacks_the_payload_of_a_directory_to_the_same_manifest() throws Exception {
        Artifact artifact = Artifact.open(TestTree.site(directory));
        Path unpacked = Payloads.unpacked(artifact, directory.resolve("out"));
        assertEquals(
                artifact.manifest().text(), Artifact.open(unpacked).manifest().text());
    }

    @Test
    void gnu_tar_unpacks_the_payload_of_an_archive_to_the_same_manifest() throws Exception {
        TestTree.run(TestTree.site(directory), "tar", "-czf", "../site.tar.gz", ".");
        Artifact artifact = Artifact.open(directory.resolve("site.tar.gz"));
        Path unpacked = Payloads.unpacked(artifact, directory.resolve("out"));
        assertEquals(
                artifact.manifest().text(), Artifact.open(unpacked).manifest().text());
    }

    @Test
    void a_directory_is_written_in_the_order_of_its_manifest() throws Exception {
        Artifact artifact = Artifact.open(TestTree.site(directory));
        assertEquals(
                artifact.manifest().entries().stream()
                        .map(e -> e.type() == Manifest.Type.DIRECTORY ? e.path() + "/" : e.path())
                        .toList(),
                Payloads.names(Payloads.of(artifact)));
    }

    @Test
    void the_same_tree_gives_the_same_bytes() throws Exception {
        Artifact artifact = Artifact.open(TestTree.site(directory));
        assertArrayEquals(Payloads.of(artifact), Payloads.of(artifact));
    }

    @Test
    void an_archive_is_written_in_its_own_order_with_parents_first_and_once() throws Exception {
        Artifact artifact = TestArchive.in(directory)
                .file("b/late/x")
                .file("a/x")
                .directory("b/late")
                .directory("b")
                .directory("c")
                .link("b/link", "late/x")
                .open();
        assertEquals(
                List.of("b/", "b/late/", "b/late/x", "a/", "a/x", "c/", "b/link"),
                Payloads.names(Payloads.of(artifact)));
    }

    @Test
    void owners_and_modes_are_the_same_whoever_packed_it() throws Exception {
        Artifact artifact = TestArchive.in(directory)
                .directory("d")
                .add("d/x", TarConstants.LF_NORMAL, "x", e -> {
                    e.setMode(0777);
                    e.setIds(1234, 5678);
                    e.setNames("somebody", "staff");
                })
                .file("d/y", 0640)
                .link("l", "d/x")
                .open();
        for (TarArchiveEntry header : Payloads.headers(Payloads.of(artifact))) {
            assertEquals(0, header.getLongUserId());
            assertEquals(0, header.getLongGroupId());
            assertEquals("", header.getUserName() + header.getGroupName());
        }
        assertEquals(
                List.of("d/ 755", "d/x 755", "d/y 644", "l 777"),
                Payloads.headers(Payloads.of(artifact)).stream()
                        .map(h -> h.getName() + " " + Integer.toOctalString(h.getMode()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:01Z",
        "1960-01-01T00:00:00Z, 1970-01-01T00:00:01Z",
        "2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z",
        "2026-11-22T22:29:00Z, 2026-11-22T22:29:00Z",
        "2026-11-22T22:29:01Z, 2026-11-22T22:29:00Z",
        "2026-11-22T22:30:00Z, 2026-11-22T22:29:00Z",
        "2038-01-19T03:14:08Z, 2026-11-22T22:29:00Z",
        "2500-01-01T00:00:00Z, 2026-11-22T22:29:00Z",
    })
    void times_are_clamped_to_what_opcache_caches(String packed, String sent) throws Exception {
        FileTime time = FileTime.from(Instant.parse(packed));
        List<Artifact> artifacts = new ArrayList<>();
        for (Packing packing : Packing.values()) {
            artifacts.add(TestArchive.in(directory, packing)
                    .add("x", TarConstants.LF_NORMAL, "x", e -> e.setModTime(time))
                    .open());
        }
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.setLastModifiedTime(TestTree.write(tree, "x", "x"), time);
        artifacts.add(Artifact.open(tree));
        for (Artifact artifact : artifacts) {
            assertEquals(
                    FileTime.from(Instant.parse(sent)),
                    Payloads.headers(Payloads.of(artifact)).get(0).getLastModifiedTime());
        }
    }

    @Test
    void only_what_is_chosen_is_written() throws Exception {
        Path site = TestTree.site(directory);
        Manifest before = Artifact.open(site).manifest();
        TestTree.write(site, "public/index.php", "<?php echo 4;");
        TestTree.write(site, "public/new/a.php", "<?php echo 5;");
        TestTree.run(site, "tar", "-czf", "../site.tar.gz", ".");
        for (Path path : List.of(site, directory.resolve("site.tar.gz"))) {
            Artifact artifact = Artifact.open(path);
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            artifact.writeTo(tar, Payloads.NOW, lines(artifact, entry -> !before.entries()
                    .contains(entry)));
            assertEquals(
                    Set.of("public/index.php", "public/new/", "public/new/a.php"),
                    new HashSet<>(Payloads.names(tar.toByteArray())));
        }
    }

    private static EntryRanges lines(Artifact artifact, Predicate<Manifest.Entry> chosen) {
        List<Manifest.Entry> entries = artifact.manifest().entries();
        String lines = IntStream.range(0, entries.size())
                .filter(index -> chosen.test(entries.get(index)))
                .mapToObj(index -> String.valueOf(index + 1))
                .collect(Collectors.joining(","));
        return EntryRanges.parse(lines, entries.size());
    }

    @Test
    void a_chosen_directory_that_the_archive_only_implies_is_written_without_its_content() throws Exception {
        Artifact artifact = TestArchive.in(directory).file("a/b/x").open();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        artifact.writeTo(tar, Payloads.NOW, lines(artifact, e -> e.type() == Manifest.Type.DIRECTORY));
        assertEquals(List.of("a/", "a/b/"), Payloads.names(tar.toByteArray()));
    }

    @Test
    void excluded_entries_of_an_archive_are_not_written() throws Exception {
        Path file = TestArchive.in(directory)
                .file(".git/x")
                .file("a")
                .file(".git/y")
                .write();
        Artifact artifact = Artifact.open(file, Exclusion.of(List.of(".git/")), ArtifactLimits.defaults());
        assertEquals(List.of("a"), Payloads.names(Payloads.of(artifact)));
    }

    @Test
    void no_pax_header_is_written_since_not_every_tar_of_a_host_can_read_it() throws Exception {
        byte[] payload = Payloads.of(Artifact.open(TestTree.site(directory)));
        for (int at = 0; at < payload.length; at += RawTar.BLOCK) {
            boolean header = new String(payload, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
            assertTrue(!header || "xg".indexOf(payload[at + 156]) < 0, "pax header at " + at);
        }
    }

    @Test
    void the_stream_of_the_receiver_stays_open() throws Exception {
        boolean[] closed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        TestArchive.in(directory).file("a").open().writeTo(out, Payloads.NOW);
        assertTrue(!closed[0] && out.size() % RawTar.BLOCK == 0);
    }
}
