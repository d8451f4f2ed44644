package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.ArtifactLocation.Remote;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArtifactDownloadsTest {
    private static final String ADDRESS = "https://builds.example.com/shop-1.tar";

    @TempDir
    Path directory;

    private final Map<String, String> served = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private FileArtifactDownloads downloads;

    @BeforeEach
    void a_state_directory() {
        downloads = new FileArtifactDownloads(directory.resolve("state"), this::serve, () -> now);
    }

    private void serve(URI from, OutputStream to, long longest) throws IOException {
        asked.add(from.toString());
        var body = served.get(from.toString());
        if (body == null) {
            throw new IOException("the web server answered 404");
        }
        to.write(body.getBytes(StandardCharsets.UTF_8));
        if (body.endsWith("cut")) {
            throw new IOException("the connection was cut before the answer was complete");
        }
    }

    private static Remote remote(String address, String body) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        return (Remote)
                ArtifactLocation.parse(address + "#sha256=" + HexFormat.of().formatHex(digest));
    }

    private List<String> kept() throws IOException {
        var all = directory.resolve("state/.downloads");
        if (!Files.exists(all)) {
            return List.of();
        }
        try (var files = Files.walk(all)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_file_is_downloaded_once_and_has_its_digest_beside_it() throws Exception {
        served.put(ADDRESS, "content");
        var remote = remote(ADDRESS, "content");
        var file = downloads.fetch(remote);
        assertEquals(file, downloads.fetch(remote));
        assertEquals("content", Files.readString(file));
        assertEquals(remote.sha256() + "  shop-1.tar\n", Files.readString(file.resolveSibling("shop-1.tar.sha256")));
        assertEquals(List.of(ADDRESS), asked);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void other_bytes_than_those_of_the_digest_are_not_kept() throws Exception {
        served.put(ADDRESS, "other content");
        var refused = assertThrows(IOException.class, () -> downloads.fetch(remote(ADDRESS, "content")));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("its SHA-256 is "), refused::getMessage);
        assertEquals(List.of(), kept());
    }

    @Test
    void half_a_file_is_not_kept_and_the_next_command_begins_again() throws Exception {
        served.put(ADDRESS, "content, cut");
        assertThrows(IOException.class, () -> downloads.fetch(remote(ADDRESS, "content")));
        assertEquals(List.of(), kept());
        served.put(ADDRESS, "content");
        assertEquals("content", Files.readString(downloads.fetch(remote(ADDRESS, "content"))));
    }

    @Test
    void a_signature_comes_from_beside_the_file_with_the_same_query() throws Exception {
        served.put(ADDRESS + "?a=b", "content");
        served.put(ADDRESS + ".sig?a=b", "signature");
        var file = downloads.fetchSigned(remote(ADDRESS + "?a=b", "content"));
        assertEquals("signature", Files.readString(file.resolveSibling("shop-1.tar.sig")));
    }

    @Test
    void a_missing_signature_is_named() throws Exception {
        served.put(ADDRESS, "content");
        var refused = assertThrows(IOException.class, () -> downloads.fetchSigned(remote(ADDRESS, "content")));
        assertEquals("its signature, shop-1.tar.sig beside it: the web server answered 404", refused.getMessage());
    }

    @Test
    void what_no_command_used_for_a_month_goes_with_the_next_download() throws Exception {
        var used = ADDRESS.replace("-1", "-2");
        served.putAll(Map.of(ADDRESS, "old", used, "used", ADDRESS.replace("-1", "-3"), "new"));
        downloads.fetch(remote(ADDRESS, "old"));
        downloads.fetch(remote(used, "used"));
        now = now.plus(FileArtifactDownloads.KEPT);
        downloads.fetch(remote(used, "used"));
        now = now.plus(Duration.ofSeconds(1));
        downloads.fetch(remote(ADDRESS.replace("-1", "-3"), "new"));
        assertEquals(List.of("shop-2.tar", "shop-2.tar.sha256", "shop-3.tar", "shop-3.tar.sha256"), kept());
    }

    @Test
    void a_state_directory_that_others_can_write_is_not_used() throws Exception {
        var state = Files.createDirectory(directory.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
        served.put(ADDRESS, "content");
        assertThrows(IOException.class, () -> downloads.fetch(remote(ADDRESS, "content")));
        assertFalse(Files.exists(state.resolve(".downloads")));
    }
}
