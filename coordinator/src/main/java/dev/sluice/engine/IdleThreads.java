package dev.sluice.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pools that start a thread when none is idle. */
public final class IdleThreads {
    /** The phases of a rollout use different pools: threads that one phase has used end while the next one runs. */
    private static final Duration KEPT = Duration.ofSeconds(3);

    private IdleThreads() {}

    /** @return a pool without a limit of its own: whoever uses it limits the work, and closes it */
    public static ExecutorService endSoon(ThreadFactory factory) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), factory);
    }
}
