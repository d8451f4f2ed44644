package dev.sluice.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens what should be a file or a directory. Where it was replaced by a FIFO, open(2) waits for a writer without end, and no interrupt ends that: so
 * a separate thread waits, and is abandoned.
 */
final class Opening implements Closeable {
    /** For one file; a network's file system may be slow. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final Duration limit;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Opening::daemon);
    private volatile boolean stuck;

    Opening(Duration limit) {
        this.limit = limit;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "artifact-opening");
        thread.setDaemon(true);
        return thread;
    }

    /** After one file that could not be opened in time nothing more is opened: each would cost as much again. */
    <T extends Closeable> T open(Callable<T> call) throws IOException {
        if (stuck) {
            throw anotherIsStuck();
        }
        CompletableFuture<T> opened = new CompletableFuture<>();
        thread.execute(() -> complete(opened, call));
        try {
            return opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stuck = true;
            opened.completeExceptionally(e);
            throw tooLate(limit, e);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            stuck = true;
            opened.completeExceptionally(e);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static <T extends Closeable> void complete(CompletableFuture<T> opened, Callable<T> call) {
        try {
            T value = call.call();
            if (!opened.complete(value)) {
                value.close();
            }
        } catch (Exception | AssertionError e) {
            opened.completeExceptionally(e);
        }
    }

    static IOException anotherIsStuck() {
        return new IOException("another file was not opened in time");
    }

    static IOException tooLate(Duration limit, TimeoutException e) {
        return new IOException("it was not opened within " + limit.toMillis() + " ms", e);
    }

    static IOException failure(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    }

    /** To close a directory waits for what is being opened in it: behind an opening that takes without end, another thread waits. */
    void release(Closeable held) {
        if (!stuck) {
            close(held);
            return;
        }
        try {
            thread.execute(() -> close(held));
        } catch (RejectedExecutionException e) {
            // Its thread has ended, or will never end; so this process does first.
        }
    }

    private static void close(Closeable held) {
        try {
            held.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    /** What was released is closed before the thread ends. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
