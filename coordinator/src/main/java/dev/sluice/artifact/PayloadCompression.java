package dev.sluice.artifact;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a payload is compressed on its way to hosts: fast rather than small. */
public enum PayloadCompression {
    NONE {
        @Override
        public OutputStream over(OutputStream out) {
            return out;
        }
    },
    /** RFC 1952. */
    GZIP {
        @Override
        public OutputStream over(OutputStream out) throws IOException {
            return new FastGzip(out);
        }
    },
    /** RFC 8878, with a checksum of the content; the window of 2 MB is what a host needs to unpack it. */
    ZSTD {
        @Override
        public OutputStream over(OutputStream out) throws IOException {
            try {
                return zstd(out);
            } catch (LinkageError e) {
                throw ZstdLibrary.missing(e);
            }
        }

        @Override
        public boolean isUsable() {
            return ZstdLibrary.isLoadable();
        }
    };

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int ZSTD_LEVEL = 3;
    private static final int ZSTD_WORKERS = 2;

    /**
     * Compresses what is written to the result. Closing it writes the end of the compressed data and closes {@code out}; after a failure leave it
     * open, so that no reader takes a part for the whole.
     */
    public abstract OutputStream over(OutputStream out) throws IOException;

    /** Whether this machine can compress so. */
    public boolean isUsable() {
        return true;
    }

    private static OutputStream zstd(OutputStream out) throws IOException {
        var packed = new ZstdOutputStream(out, ZSTD_LEVEL);
        packed.setChecksum(true);
        try {
            packed.setWorkers(ZSTD_WORKERS);
        } catch (ZstdIOException single) {
            // A library without threads compresses in the caller's.
            return packed;
        }
        return packed;
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
