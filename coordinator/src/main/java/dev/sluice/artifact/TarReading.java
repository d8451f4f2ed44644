package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/** A tar archive, packed or not, from start to end. */
final class TarReading implements EntryReading {
    /** Two names of 4096 bytes and generous attributes; and each nested header costs the library some stack. */
    private static final long LONGEST_HEADER = 256 * 1024;

    private final String artifact;
    private final ArchiveFormat format;
    private final InflatedStream inflated;
    private final StrictTar tar;
    private final InputStream content = new Content();

    TarReading(String artifact, ArchiveFormat format, InputStream file, ArtifactLimits limits) throws IOException {
        this.artifact = artifact;
        this.format = format;
        try {
            this.inflated = new InflatedStream(artifact, format, file, limits);
        } catch (IOException e) {
            file.close();
            throw damaged(e);
        }
        this.tar = new StrictTar(inflated);
    }

    @Override
    public @Nullable FoundEntry next() {
        try {
            // Whether the content was read or skipped: what is read from here on is a header.
            content.transferTo(OutputStream.nullOutputStream());
            inflated.allow(LONGEST_HEADER);
            TarArchiveEntry entry = tar.nextHeader();
            inflated.allow(Long.MAX_VALUE);
            if (entry == null) {
                tar.checkEnd();
                return null;
            }
            return found(entry);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    @Override
    public InputStream content() {
        return content;
    }

    @Override
    public void prune() {
        // Everything below it is read anyway.
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private FoundEntry found(TarArchiveEntry entry) throws IOException {
        Kind kind = kind(entry);
        String target = kind == Kind.SPECIAL ? special(entry) : tar.target(entry);
        long modified = entry.getLastModifiedTime().to(TimeUnit.SECONDS);
        return new FoundEntry(kind, tar.name(entry), entry.getMode() & 07777, modified, target);
    }

    private static Kind kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (entry.isLink()) {
            return Kind.HARD_LINK;
        }
        return switch (entry.getLinkFlag()) {
            // V7 tar marks a directory with a slash at the end of its name and nothing else.
            case 0, TarArchiveEntry.LF_NORMAL, TarArchiveEntry.LF_CONTIG, TarArchiveEntry.LF_GNUTYPE_SPARSE ->
                entry.isDirectory() ? Kind.DIRECTORY : Kind.FILE;
            case TarArchiveEntry.LF_DIR -> Kind.DIRECTORY;
            default -> Kind.SPECIAL;
        };
    }

    private static String special(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarArchiveEntry.LF_CHR -> "character device";
            case TarArchiveEntry.LF_BLK -> "block device";
            case TarArchiveEntry.LF_FIFO -> "FIFO";
            default -> "tar type " + entry.getLinkFlag();
        };
    }

    private InvalidArtifactException damaged(Exception e) {
        String why = e instanceof EOFException ? "it is truncated" : String.valueOf(e.getMessage());
        return format.damaged(artifact, why, e);
    }

    /** Of the entry read last, to its end; it is damage of the archive when that cannot be read. */
    private final class Content extends InputStream {
        private long unpacked;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (tar.getCurrentEntry() == null) {
                return -1;
            }
            try {
                int read = tar.read(buffer, offset, length);
                unpacked += Math.max(0, read);
                inflated.checkRatio(unpacked);
                return read;
            } catch (IOException e) {
                throw damaged(e);
            }
        }
    }
}
