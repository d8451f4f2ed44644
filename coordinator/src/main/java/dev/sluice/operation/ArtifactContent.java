package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.step.ReleaseContent;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** An artifact as hosts receive it. */
record ArtifactContent(Artifact artifact, Compression compression, Instant now) implements ReleaseContent {
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public String manifest() {
        return artifact.manifest().text();
    }

    @Override
    public String digest() {
        return artifact.manifest().digest();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        writeTo(out, written -> {});
    }

    @Override
    public void writeTo(OutputStream out, LongConsumer written) throws IOException {
        if (compression == Compression.NONE) {
            artifact.writeTo(new Counted(out, written), now);
            return;
        }
        var gzip = new FastGzip(out);
        artifact.writeTo(new Counted(gzip, written), now);
        gzip.finish();
        gzip.flush();
    }

    private static final class Counted extends FilterOutputStream {
        private final LongConsumer listener;
        private long count;

        Counted(OutputStream out, LongConsumer listener) {
            super(out);
            this.listener = listener;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
            listener.accept(count);
        }
    }

    /** The network is seldom slower than the best compression, and every host has a stream of its own. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
