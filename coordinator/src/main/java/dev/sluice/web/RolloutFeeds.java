package dev.sluice.web;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.plan.RolloutId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of rollouts that are followed, whichever process runs them: one reading for all readers, and never more than a tenth of the
 * time.
 */
final class RolloutFeeds implements AutoCloseable {
    private static final long EVERY_MILLIS = 400;
    /** After a reading, so many times its duration pass at least. */
    private static final int REST = 10;

    private final RolloutStore store;
    private final Map<RolloutId, RolloutFeed> feeds = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sluice-feeds"));

    RolloutFeeds(RolloutStore store) {
        this.store = store;
        later(EVERY_MILLIS);
    }

    /** The feed of a rollout, as far as its record was read last. It is read on for as long as it has readers, and for the first of them at once. */
    RolloutFeed of(RolloutId rollout) throws JournalException {
        var known = known(rollout);
        if (known.isPresent()) {
            return known.get();
        }
        var record = store.read(rollout);
        RolloutFeed feed;
        synchronized (this) {
            feed = feeds.computeIfAbsent(rollout, RolloutFeed::new);
            feed.grace();
        }
        feed.update(record);
        return feed;
    }

    private synchronized Optional<RolloutFeed> known(RolloutId rollout) {
        var known = Optional.ofNullable(feeds.get(rollout));
        known.ifPresent(RolloutFeed::grace);
        return known;
    }

    private void later(long millis) {
        var unused = thread.schedule(this::turn, millis, TimeUnit.MILLISECONDS);
    }

    private void turn() {
        var began = System.nanoTime();
        for (var feed : followed()) {
            try {
                feed.update(store.read(feed.rollout()));
            } catch (JournalException | RuntimeException e) {
                LoggerFactory.getLogger(RolloutFeeds.class).debug("{} cannot be followed now", feed.rollout(), e);
            }
        }
        var took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        if (!thread.isShutdown()) {
            later(Math.max(EVERY_MILLIS, took * REST));
        }
    }

    private synchronized List<RolloutFeed> followed() {
        feeds.values().removeIf(feed -> !feed.isRead());
        return List.copyOf(feeds.values());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
