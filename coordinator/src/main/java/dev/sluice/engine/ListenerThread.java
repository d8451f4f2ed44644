package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a listener on a separate thread, so that it can neither slow down nor break a rollout. */
final class ListenerThread implements RolloutListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);
    /** How long to wait for a listener that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RolloutListener listener;
    private final Duration patience;
    private final ExecutorService executor;

    ListenerThread(RolloutListener listener, Threads threads) {
        this(listener, PATIENCE, threads);
    }

    ListenerThread(RolloutListener listener, Duration patience, Threads threads) {
        this.listener = listener;
        this.patience = patience;
        this.executor = threads.listeners();
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        executor.execute(() -> call(() -> listener.on(seq, event, state)));
    }

    /** An upload that is still on its way when the rollout is over is not shown any more. */
    @Override
    public void uploading(HostName host, long sent, long total) {
        try {
            executor.execute(() -> call(() -> listener.uploading(host, sent, total)));
        } catch (RejectedExecutionException over) {
            LOG.debug("{} is still being uploaded to", host);
        }
    }

    private static void call(Runnable notification) {
        try {
            notification.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener failed; the rollout continues", e);
        }
    }

    /** Returns when the listener has received everything, or when the wait for it is over. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a listener hangs; the coordinator does not wait for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
