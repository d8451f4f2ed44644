package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.web.Uploads.Sent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.now();

    private Uploads uploads() {
        return new Uploads(directory.resolve("uploads"), 10, () -> now);
    }

    private static String digest(String content) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static Sent sent(String name, String content) throws Exception {
        return new Sent(name, digest(content), Optional.empty());
    }

    private static void store(Uploads uploads, Sent sent, String content) throws IOException {
        uploads.store(sent, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private long files() throws IOException {
        try (var found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void what_arrives_whole_is_found_by_its_reference() throws Exception {
        var sent = sent("build.tar.gz", "content");
        assertFalse(uploads().has(sent));
        store(uploads(), sent, "content");
        assertEquals("content", Files.readString(uploads().file(sent.reference())));
        assertEquals("upload:" + digest("content") + "/build.tar.gz", sent.reference());
    }

    @Test
    void what_has_another_digest_is_refused_and_not_kept() throws Exception {
        var sent = sent("build.tar.gz", "content");
        var refusal = assertThrows(Refusal.class, () -> store(uploads(), sent, "other"));
        assertEquals(422, refusal.status());
        assertEquals(0, files());
    }

    @Test
    void what_is_too_large_is_refused_while_it_is_read() throws Exception {
        var sent = sent("build.tar.gz", "eleven bytes");
        assertEquals(413, assertThrows(Refusal.class, () -> store(uploads(), sent, "eleven bytes"))
                .status());
        assertEquals(0, files());
    }

    @Test
    void a_signature_is_beside_its_artifact() throws Exception {
        store(uploads(), sent("build.tar.gz", "content"), "content");
        store(uploads(), new Sent("build.tar.gz.sig", digest("sig"), Optional.of(digest("content"))), "sig");
        var file = uploads().file(sent("build.tar.gz", "content").reference());
        assertTrue(Files.exists(file.resolveSibling("build.tar.gz.sig")));
        assertThrows(Refusal.class, () -> new Sent("other.php", digest("sig"), Optional.of(digest("content"))));
    }

    @Test
    void names_and_references_that_lead_elsewhere_are_refused() {
        var digest = "a".repeat(64);
        for (var name : new String[] {"../x", ".hidden", "a/b", "", "x\n"}) {
            assertEquals(
                    400,
                    assertThrows(Refusal.class, () -> new Sent(name, digest, Optional.empty()))
                            .status());
        }
        for (var reference : new String[] {"upload:../../x", "upload:" + digest + "/../x", "upload:" + digest + "/x"}) {
            assertThrows(IllegalArgumentException.class, () -> uploads().file(reference));
        }
    }

    @Test
    void what_no_command_used_for_a_day_is_removed() throws Exception {
        var old = sent("old.tar.gz", "old");
        store(uploads(), old, "old");
        now = now.plus(Duration.ofHours(23));
        uploads().file(old.reference());
        now = now.plus(Duration.ofHours(23));
        store(uploads(), sent("new.tar.gz", "new"), "new");
        assertTrue(uploads().has(old));
        now = now.plus(Duration.ofHours(25));
        store(uploads(), sent("newer.tar.gz", "newer"), "newer");
        assertFalse(uploads().has(old));
    }

    @Test
    void all_uploads_together_have_a_bound() throws Exception {
        for (int i = 0; i < 5; i++) {
            store(uploads(), sent("b" + i, "ten bytes" + i), "ten bytes" + i);
        }
        var more = sent("b", "more");
        assertEquals(507, assertThrows(Refusal.class, () -> store(uploads(), more, "more")).status());
    }
}
