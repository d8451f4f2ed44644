package dev.sluice.ssh;

import dev.sluice.engine.IdleThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Threads of a connector besides SSHD's own, which must never block.
 *
 * @param timer for tasks that take no time
 * @param workers write what hosts read, and may wait for them
 */
record Background(ScheduledExecutorService timer, ExecutorService workers) implements AutoCloseable {
    Background() {
        this(forgetful(), IdleThreads.endSoon(work -> daemon(work, "ssh-write")));
    }

    /** Each script is watched until its time is over, an hour perhaps: a watch that ended before must not be kept until then. */
    private static ScheduledExecutorService forgetful() {
        var timer = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "ssh-watch"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
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
