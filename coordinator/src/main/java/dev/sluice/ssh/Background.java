package dev.sluice.ssh;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Threads of a connector besides SSHD's own, which must never block.
 *
 * @param timer for tasks that take no time
 * @param workers write what hosts read, and may wait for them
 */
record Background(ScheduledExecutorService timer, ExecutorService workers) implements AutoCloseable {
    Background() {
        this(
                Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "ssh-watch")),
                Executors.newCachedThreadPool(work -> daemon(work, "ssh-write")));
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
