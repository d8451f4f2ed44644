package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A .tar.gz with whatever a test wants in it, hostile or not. */
final class TestArchive {
    private final Path file;
    private final TarArchiveOutputStream tar;

    private TestArchive(Path file, int longNames) {
        this.file = file;
        try {
            tar = new TarArchiveOutputStream(
                    new GzipCompressorOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tar.setLongFileMode(longNames);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    static TestArchive in(Path directory) {
        return new TestArchive(directory.resolve("shop.tar.gz"), TarArchiveOutputStream.LONGFILE_POSIX);
    }

    static TestArchive withGnuNames(Path directory) {
        return new TestArchive(directory.resolve("shop.tar.gz"), TarArchiveOutputStream.LONGFILE_GNU);
    }

    TestArchive file(String name) {
        return file(name, "content of " + name);
    }

    TestArchive file(String name, String content) {
        return add(name, TarConstants.LF_NORMAL, content, entry -> {});
    }

    TestArchive file(String name, int mode) {
        return add(name, TarConstants.LF_NORMAL, "x", entry -> entry.setMode(mode));
    }

    TestArchive directory(String name) {
        return add(name + "/", TarConstants.LF_DIR, "", entry -> {});
    }

    TestArchive link(String name, String target) {
        return add(name, TarConstants.LF_SYMLINK, "", entry -> entry.setLinkName(target));
    }

    TestArchive hardLink(String name, String target) {
        return add(name, TarConstants.LF_LINK, "", entry -> entry.setLinkName(target));
    }

    TestArchive special(String name, byte type) {
        return add(name, type, "", entry -> {});
    }

    TestArchive add(String name, byte type, String content, Consumer<TarArchiveEntry> setting) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setSize(bytes.length);
        setting.accept(entry);
        try {
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path write() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    Artifact open() {
        return Artifact.open(write());
    }

    /** The message with which it is refused. */
    String refusal() {
        return refusal(ArtifactLimits.defaults());
    }

    String refusal(ArtifactLimits limits) {
        return refusal(write(), limits);
    }

    static String refusal(Path artifact) {
        return refusal(artifact, ArtifactLimits.defaults());
    }

    static String refusal(Path artifact, ArtifactLimits limits) {
        return String.valueOf(
                assertThrows(InvalidArtifactException.class, () -> Artifact.open(artifact, Exclusion.none(), limits))
                        .getMessage());
    }
}
