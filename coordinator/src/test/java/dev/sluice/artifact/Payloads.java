package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a payload consists of. */
final class Payloads {
    static final Instant NOW = Instant.parse("2026-11-22T22:30:00Z");

    private Payloads() {}

    static byte[] of(Artifact artifact) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        artifact.writeTo(tar, NOW);
        return tar.toByteArray();
    }

    static List<TarArchiveEntry> headers(byte[] payload) throws IOException {
        List<TarArchiveEntry> headers = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(payload), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                headers.add(e);
            }
        }
        return headers;
    }

    static List<String> names(byte[] payload) throws IOException {
        return headers(payload).stream().map(TarArchiveEntry::getName).toList();
    }

    /** By the tar of this machine, which must not say a word. */
    static Path unpacked(Artifact artifact, Path into) throws Exception {
        Path tar = Files.write(Files.createTempFile(into.getParent(), "payload", ".tar"), of(artifact));
        Files.createDirectory(into);
        assertEquals("", TestTree.run(into, "tar", "--no-same-owner", "-xf", tar.toString()));
        return into;
    }
}
