package dev.sluice.engine;

import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener on a thread of its own, so that it can neither slow nor break a rollout. */
final class ListenerThread implements RolloutListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);
    /** A listener that hangs is left behind. */
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
        executor.execute(() -> tell(() -> listener.on(seq, event, state)));
    }

    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener failed; the rollout goes on", e);
        }
    }

    /** Returns when the listener has heard everything, or hangs. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a listener hangs; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
