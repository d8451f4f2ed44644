package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.step.ReleaseContent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
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
        if (compression == Compression.NONE) {
            artifact.writeTo(out, now);
            return;
        }
        var gzip = new FastGzip(out);
        artifact.writeTo(gzip, now);
        gzip.finish();
        gzip.flush();
    }

    /** The network is seldom slower than the best compression, and every host has a stream of its own. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
