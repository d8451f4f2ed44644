package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.EntryRanges;
import dev.sluice.artifact.PayloadCompression;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.ReleaseContent;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An artifact as hosts receive it. Hosts that lack the same entries share one stream, which is read, packed and compressed once.
 */
final class ArtifactContent implements ReleaseContent, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactContent.class);

    /** Hosts that lack something else than all others, such as those that were interrupted, are served without a file each. */
    private static final int STREAMS = 8;

    private final Artifact artifact;
    private final Instant now;
    private final Path spool;
    private final Map<Beginning, byte[]> beginnings = new ConcurrentHashMap<>();
    private final Map<Files, Stream> streams = new HashMap<>();

    /**
     * @param now no file in a payload is younger
     * @param spool a directory for payloads; as large as they are
     */
    ArtifactContent(Artifact artifact, Instant now, Path spool) {
        this.artifact = artifact;
        this.now = now;
        this.spool = spool;
    }

    private record Beginning(String endpoint, PayloadCompression compression) {}

    private record Files(EntryRanges entries, PayloadCompression compression) {}

    /** @param packed bytes of the tar so far */
    private record Stream(SharedStream shared, AtomicLong packed) {}

    @Override
    public String digest() {
        return artifact.manifest().digest();
    }

    @Override
    public int lines() {
        return artifact.manifest().entries().size();
    }

    @Override
    public void writeBeginning(OutputStream out, EndpointFiles endpoint, PayloadCompression compression)
            throws IOException {
        try {
            out.write(beginnings.computeIfAbsent(
                    new Beginning(endpoint.php(), compression), wanted -> beginning(endpoint, compression)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] beginning(EndpointFiles endpoint, PayloadCompression compression) {
        try {
            var bytes = new ByteArrayOutputStream();
            ReleaseContent.super.writeBeginning(bytes, endpoint, compression);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeManifest(OutputStream out) throws IOException {
        artifact.manifest().writeTo(out);
    }

    @Override
    public void writeTo(OutputStream out, EntryRanges entries, PayloadCompression compression, LongConsumer written)
            throws IOException {
        var files = new Files(entries, compression);
        var stream = stream(files);
        if (stream.isEmpty()) {
            pack(files, out, written);
            return;
        }
        var packed = stream.get().packed;
        stream.get()
                .shared
                .writeTo(
                        out,
                        progress -> written.accept(
                                progress.made() == 0
                                        ? 0
                                        : (long) ((double) progress.read() / progress.made() * packed.get())));
    }

    private synchronized Optional<Stream> stream(Files files) {
        if (!streams.containsKey(files) && streams.size() < STREAMS) {
            var packed = new AtomicLong();
            streams.put(files, new Stream(new SharedStream(spool, out -> pack(files, out, packed::set)), packed));
        }
        return Optional.ofNullable(streams.get(files));
    }

    /** Closed only when it is complete: a part must not pass for the whole. */
    private void pack(Files files, OutputStream out, LongConsumer packed) throws IOException {
        var compressed = files.compression.over(new Open(out));
        artifact.writeTo(new Counted(compressed, packed), now, files.entries);
        compressed.close();
    }

    @Override
    public long tarBytes(EntryRanges entries) {
        return artifact.manifest().tarBytes(entries);
    }

    @Override
    public synchronized void close() {
        for (var stream : streams.values()) {
            try {
                stream.shared.close();
            } catch (IOException e) {
                LOG.debug("a payload's file could not be closed; it has no name any more", e);
            }
        }
    }

    /** The stream below belongs to the caller. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
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
}
