package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Enumeration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The entries of a zip archive, each in one place only. */
final class ZipReading implements EntryReading {
    /** Excluded entries do not count as entries, but a directory is held in memory with them. */
    private static final int EXCLUDED_TOO = 2;

    private final String artifact;
    private final ZipFile zip;
    private final ZipLayout layout;
    private final ZipHeaders headers;
    private final ArtifactLimits limits;
    private final Enumeration<ZipArchiveEntry> entries;
    private final Inflater inflater = new Inflater(true);
    private Optional<ZipContent> content = Optional.empty();
    private long count;
    private long packed;
    private long unpacked;

    private ZipReading(String artifact, ZipFile zip, ZipLayout layout, ZipHeaders headers, ArtifactLimits limits) {
        this.artifact = artifact;
        this.zip = zip;
        this.layout = layout;
        this.headers = headers;
        this.limits = limits;
        this.entries = zip.getEntriesInPhysicalOrder();
    }

    static ZipReading of(String artifact, SeekableByteChannel file, ArtifactLimits limits) throws IOException {
        try {
            ZipLayout layout = ZipLayout.read(file, EXCLUDED_TOO * limits.entries());
            ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(file)
                    .setIgnoreLocalFileHeader(true)
                    .setUseUnicodeExtraFields(false)
                    .get();
            return new ZipReading(artifact, zip, layout, new ZipHeaders(file), limits);
        } catch (IOException | IllegalArgumentException e) {
            file.close();
            throw damaged(artifact, e);
        }
    }

    @Override
    public @Nullable FoundEntry next() {
        try {
            if (!entries.hasMoreElements()) {
                headers.checkEnd(layout.directory());
                checkCount();
                return null;
            }
            ZipArchiveEntry entry = entries.nextElement();
            count++;
            headers.check(entry);
            packed += entry.getCompressedSize();
            return found(entry);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(artifact, e);
        }
    }

    private void checkCount() throws IOException {
        if (count != layout.entries()) {
            throw new IOException("it has " + count + " entries, but announces " + layout.entries());
        }
    }

    private FoundEntry found(ZipArchiveEntry entry) throws IOException {
        content = Optional.empty();
        String name = ZipNames.name(entry);
        int mode = ZipNames.mode(entry);
        long modified = entry.getLastModifiedTime().to(TimeUnit.SECONDS);
        Optional<String> unsupported = ZipNames.unsupported(entry);
        if (unsupported.isPresent()) {
            return new FoundEntry(Kind.UNSUPPORTED, name, mode & 07777, modified, unsupported.get());
        }
        content = Optional.of(new ZipContent(zip.getRawInputStream(entry), entry, inflater));
        Kind kind = ZipNames.kind(entry);
        String target =
                switch (kind) {
                    case LINK -> ZipNames.target(content(), limits);
                    case SPECIAL -> FileStatus.special(mode);
                    default -> "";
                };
        return new FoundEntry(kind, name, mode & 07777, modified, target);
    }

    @Override
    public InputStream content() {
        return new Content(content.orElseThrow(() -> new IllegalStateException("this entry has no content")));
    }

    @Override
    public void prune() {
        // Everything below it is read anyway.
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        zip.close();
    }

    private static InvalidArtifactException damaged(String artifact, Exception e) {
        String why = e instanceof EOFException ? "it is truncated" : String.valueOf(e.getMessage());
        return ArchiveFormat.ZIP.damaged(artifact, why, e);
    }

    /** It is damage of the archive when it cannot be read. */
    private final class Content extends InputStream {
        private final ZipContent source;

        Content(ZipContent source) {
            this.source = source;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                int read = source.read(buffer, offset, length);
                unpacked += Math.max(0, read);
                limits.checkRatio(artifact, unpacked, packed);
                return read;
            } catch (IOException e) {
                throw damaged(artifact, e);
            }
        }
    }
}
