package dev.sluice.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Entries of a tar as a zip of Unix has them. */
final class TestZip implements TestArchive.Target {
    private static final Map<Byte, Integer> TYPES = Map.of(
            TarConstants.LF_NORMAL, 0100000,
            TarConstants.LF_DIR, 0040000,
            TarConstants.LF_SYMLINK, 0120000,
            TarConstants.LF_FIFO, 0010000,
            TarConstants.LF_CHR, 0020000,
            TarConstants.LF_BLK, 0060000);

    private final ZipArchiveOutputStream zip;

    TestZip(Path file) throws IOException {
        zip = new ZipArchiveOutputStream(file);
    }

    @Override
    public void add(String name, TarArchiveEntry entry, byte[] content) throws IOException {
        int type = Objects.requireNonNull(TYPES.get(entry.getLinkFlag()));
        ZipArchiveEntry packed = new Named(name, type | (entry.getMode() & 07777));
        packed.setLastModifiedTime(entry.getLastModifiedTime());
        zip.putArchiveEntry(packed);
        zip.write(entry.isSymbolicLink() ? entry.getLinkName().getBytes(StandardCharsets.UTF_8) : content);
        zip.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The library makes a backslash a slash where it does not know yet that the entry is of Unix. */
    static final class Named extends ZipArchiveEntry {
        Named(String name, int mode) {
            super("x");
            setUnixMode(mode);
            setName(name);
        }
    }
}
