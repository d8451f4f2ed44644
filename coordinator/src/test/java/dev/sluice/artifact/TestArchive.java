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

/** An archive with whatever a test wants in it, hostile or not. */
final class TestArchive {
    private final Path file;
    private final Target target;

    private TestArchive(Path file, Target target) {
        this.file = file;
        this.target = target;
    }

    /** What entries are written to. */
    interface Target {
        void add(String name, TarArchiveEntry entry, byte[] content) throws IOException;

        void close() throws IOException;
    }

    static TestArchive in(Path directory) {
        return in(directory, Packing.TAR_GZ);
    }

    static TestArchive in(Path directory, Packing packing) {
        try {
            Path file = packing.in(directory);
            return packing == Packing.ZIP
                    ? new TestArchive(file, new TestZip(file))
                    : new TestArchive(file, new Tar(file, packing, TarArchiveOutputStream.LONGFILE_POSIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestArchive withGnuNames(Path directory, Packing packing) {
        try {
            Path file = packing.in(directory);
            return new TestArchive(file, new Tar(file, packing, TarArchiveOutputStream.LONGFILE_GNU));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            target.add(name, entry, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path write() {
        try {
            target.close();
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

    private static final class Tar implements Target {
        private final TarArchiveOutputStream tar;

        Tar(Path file, Packing packing, int longNames) throws IOException {
            tar = new TarArchiveOutputStream(
                    packing.packing(Files.newOutputStream(file)), StandardCharsets.UTF_8.name());
            tar.setLongFileMode(longNames);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        }

        @Override
        public void add(String name, TarArchiveEntry entry, byte[] content) throws IOException {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            tar.close();
        }
    }
}
