package dev.sluice.operation;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.host.HostCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is made once and read by any number of hosts, each at its own pace: reading, packing and compressing an artifact is work that does not
 * grow with the fleet. A file has the bytes, so that a slow host costs no memory and holds up no other. Reading begins while the payload is still being
 * made, and a reader that comes late reads all of it. Whoever makes it closes it, after its last reader.
 */
final class SharedStream implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 17;

    /** For the payload's source to notice: it does with the next bytes that it writes. */
    private static final Duration END = Duration.ofSeconds(2);

    private final Path directory;
    private final HostCommand.Writer source;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread maker;
    private @Nullable SpoolFile spool;
    private @Nullable IOException failure;
    private long bytes;
    private Extent extent = Extent.SO_FAR;

    /** What a number of bytes is of. */
    enum Extent {
        /** The payload is still being made. */
        SO_FAR,
        /** The whole payload. */
        ALL
    }

    /**
     * How far a reader is.
     *
     * @param read bytes that it was given
     * @param made bytes of the payload that exist
     */
    record Progress(long read, long made, Extent extent) {}

    private record Made(SpoolFile spool, long bytes, Extent extent) {
        Progress seen(long at) {
            return new Progress(at, bytes, extent);
        }
    }

    /**
     * Nothing is made before the first reader.
     *
     * @param directory where a file as large as the payload is kept
     * @param source writes the payload; called once at most, in a thread of its own
     */
    SharedStream(Path directory, HostCommand.Writer source) {
        this.directory = directory;
        this.source = source;
    }

    /** The same without a listener. */
    void writeTo(OutputStream out) throws IOException {
        writeTo(out, progress -> {});
    }

    /**
     * Writes the whole payload, and waits where it is not made yet.
     *
     * @param listener is informed after each piece, in this thread; at the end with {@link Extent#ALL}
     * @throws IOException why the payload could not be made, the same for all readers: that of its source, such as an {@link
     *     dev.sluice.artifact.ArtifactChangedException}; or why {@code out} could not be written
     */
    void writeTo(OutputStream out, Consumer<Progress> listener) throws IOException {
        begin();
        var buffer = new byte[CHUNK_BYTES];
        long at = 0;
        Made made = more(at);
        while (at < made.bytes()) {
            int read = read(made, buffer, at);
            out.write(buffer, 0, read);
            at += read;
            listener.accept(made.seen(at));
            made = more(at);
        }
        listener.accept(made.seen(at));
    }

    private void begin() {
        lock.lock();
        try {
            if (maker == null && failure == null) {
                maker = DaemonThreads.named("sluice-payload").newThread(this::make);
                maker.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is more than a reader has, or all. */
    private Made more(long at) throws IOException {
        lock.lock();
        try {
            var file = spool;
            while (failure == null && (file == null || (bytes == at && extent == Extent.SO_FAR))) {
                changed.await();
                file = spool;
            }
            if (failure != null) {
                throw failure;
            }
            return new Made(Objects.requireNonNull(file), bytes, extent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the upload was stopped");
        } finally {
            lock.unlock();
        }
    }

    /** What ended the payload is the reason of a failure to read it. */
    private int read(Made from, byte[] buffer, long at) throws IOException {
        try {
            // The file may have more already than is known here: a reader that was ahead would take that for the end.
            return from.spool().read(buffer, (int) Math.min(buffer.length, from.bytes() - at), at);
        } catch (IOException e) {
            more(at);
            throw e;
        }
    }

    private void make() {
        try {
            make(SpoolFile.in(directory));
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // Or the readers would wait for ever.
            fail(new IOException("the upload could not be prepared: " + e, e));
        }
    }

    private void make(SpoolFile file) throws IOException {
        change(() -> spool = file);
        if (failed()) {
            // Closed before it had a file.
            file.close();
            return;
        }
        var out = new BufferedOutputStream(new Appending(file), CHUNK_BYTES);
        source.writeTo(out);
        out.flush();
        change(() -> extent = Extent.ALL);
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean failed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    private void fail(IOException why) {
        change(() -> failure = failure == null ? why : failure);
    }

    /** Frees the file, ends what makes the payload, and fails its readers. */
    @Override
    public void close() throws IOException {
        fail(new IOException("the upload was ended: what it is read from is closed"));
        if (spool != null) {
            spool.close();
        }
        try {
            if (maker != null) {
                maker.join(END.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Appending extends OutputStream {
        private final SpoolFile file;

        Appending(SpoolFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) throws IOException {
            file.append(from, offset, count);
            change(() -> bytes += count);
        }
    }
}
