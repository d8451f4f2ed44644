package dev.sluice.artifact;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A stream packed with gzip or zstd, or not packed. It fails where the ratio is exceeded, and where something that is kept in memory, a header with
 * its long names, is longer than any real one.
 */
final class InflatedStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    /** Of zstd's window, which is memory: 128 MB, what the program zstd allows by default. */
    private static final int LONGEST_WINDOW = 27;

    private final String artifact;
    private final Packed packed;
    private final InputStream inflated;
    private final ArtifactLimits limits;
    private long allowed = Long.MAX_VALUE;
    private long unpacked;

    InflatedStream(String artifact, ArchiveFormat format, InputStream file, ArtifactLimits limits) throws IOException {
        this.artifact = artifact;
        this.limits = limits;
        this.packed = new Packed(file);
        this.inflated = unpack(format, new BufferedInputStream(packed, BUFFER));
    }

    private static InputStream unpack(ArchiveFormat format, InputStream packed) throws IOException {
        return switch (format) {
            case TAR_GZ ->
                GzipCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setDecompressConcatenated(true)
                        .get();
            case TAR_ZST -> unzstd(packed);
            case TAR -> packed;
            case ZIP -> throw new IllegalArgumentException("a zip is not a stream");
        };
    }

    private static InputStream unzstd(InputStream packed) throws IOException {
        try {
            return new ZstdInputStream(packed).setLongMax(LONGEST_WINDOW);
        } catch (LinkageError e) {
            throw ZstdLibrary.missing(e);
        }
    }

    /** Bytes that may be read until this is called again. */
    void allow(long bytes) {
        allowed = bytes;
    }

    /** To be called for content that grew only after the decompression, as sparse files do. */
    void checkRatio(long bytes) {
        limits.checkRatio(artifact, bytes, packed.count);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (allowed <= 0) {
            throw new IOException("a header with its names is longer than any real one");
        }
        int read = inflated.read(buffer, offset, (int) Math.min(length, allowed));
        allowed -= Math.max(0, read);
        unpacked += Math.max(0, read);
        checkRatio(unpacked);
        return read;
    }

    @Override
    public void close() throws IOException {
        inflated.close();
    }

    /** Counts. */
    private static final class Packed extends FilterInputStream {
        private long count;

        Packed(InputStream file) {
            super(file);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
