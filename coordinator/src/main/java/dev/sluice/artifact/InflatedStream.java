package dev.sluice.artifact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What gzip packed, stopped where it grows out of proportion, and where something that is held in memory, a header with
 * its long names, is longer than any honest one.
 */
final class InflatedStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final String artifact;
    private final GzipCompressorInputStream gzip;
    private final ArtifactLimits limits;
    private long allowed = Long.MAX_VALUE;

    InflatedStream(String artifact, InputStream packed, ArtifactLimits limits) throws IOException {
        this.artifact = artifact;
        this.limits = limits;
        this.gzip = GzipCompressorInputStream.builder()
                .setInputStream(new BufferedInputStream(packed, BUFFER))
                .setDecompressConcatenated(true)
                .get();
    }

    /** Bytes that may be read until this is called again. */
    void allow(long bytes) {
        allowed = bytes;
    }

    /** To be told of content that grew only behind the decompression, as sparse files do. */
    void checkRatio(long unpacked) {
        if (!limits.allowsRatio(unpacked, gzip.getCompressedCount())) {
            throw InvalidArtifactException.of(
                    artifact,
                    "it unpacks to more than " + limits.ratio() + " times its size, as a zip bomb does",
                    "look at what was packed; a file that is mostly empty does not belong into a release");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (allowed <= 0) {
            throw new IOException("a header with its names is longer than any honest one");
        }
        int read = gzip.read(buffer, offset, (int) Math.min(length, allowed));
        allowed -= Math.max(0, read);
        checkRatio(gzip.getUncompressedCount());
        return read;
    }

    @Override
    public void close() throws IOException {
        gzip.close();
    }
}
