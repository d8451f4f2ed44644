package dev.sluice.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads that read files beside the walk over their directories. Where a file was replaced by a FIFO, open(2) waits without end (see
 * {@link Opening}): its thread is abandoned. Results are awaited in the order of the walk, so that they do not depend on which thread was faster.
 */
final class ContentReaders implements Closeable {
    private static final int FEWEST = 2;
    private static final int MOST = 8;

    private final Duration limit;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.max(FEWEST, Math.min(MOST, Runtime.getRuntime().availableProcessors())), ContentReaders::daemon);
    private volatile boolean closed;
    private boolean stuck;

    /** @param limit for opening one file */
    ContentReaders(Duration limit) {
        this.limit = limit;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "artifact-reading");
        thread.setDaemon(true);
        return thread;
    }

    /** A file to open, which is then read. */
    interface Content {
        SteadyContent open() throws IOException;

        FileDigest read(SteadyContent opened) throws IOException;

        /** After the last use of it, whatever came of it. */
        void release();
    }

    PendingDigest submit(Content content) {
        Reading reading = new Reading(content);
        if (closed) {
            reading.run();
            return reading;
        }
        threads.execute(reading);
        return reading;
    }

    /** What was not read by now is not read any more, and released. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow().forEach(Runnable::run);
    }

    private final class Reading implements Runnable, PendingDigest {
        private final Content content;
        private final CompletableFuture<SteadyContent> opened = new CompletableFuture<>();
        private final CompletableFuture<FileDigest> read = new CompletableFuture<>();

        Reading(Content content) {
            this.content = content;
        }

        @Override
        public void run() {
            try {
                read.complete(digest());
            } catch (IOException | RuntimeException | Error e) {
                opened.completeExceptionally(e);
                read.completeExceptionally(e);
            }
        }

        private FileDigest digest() throws IOException {
            try (SteadyContent file = open()) {
                opened.complete(file);
                return content.read(file);
            } finally {
                content.release();
            }
        }

        private SteadyContent open() throws IOException {
            if (closed) {
                throw Opening.anotherIsStuck();
            }
            return content.open();
        }

        /** After one file that could not be opened in time nothing more is read, as in {@link Opening}. */
        @Override
        public FileDigest await() throws IOException {
            if (stuck) {
                throw Opening.anotherIsStuck();
            }
            try {
                opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return read.get();
            } catch (TimeoutException e) {
                stuck = true;
                close();
                throw Opening.tooLate(limit, e);
            } catch (ExecutionException e) {
                throw failure(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        private static IOException failure(ExecutionException e) {
            if (e.getCause() instanceof RuntimeException invalid) {
                throw invalid;
            }
            return Opening.failure(e);
        }
    }
}
