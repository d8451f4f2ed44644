package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Notices when no host gets further: then something is wrong that nothing else has noticed. Soaks do not count, see {@link #rest}; holds
 * neither, for a rollout that waits for a person does not run.
 */
final class ProgressWatch implements AutoCloseable {
    private final Supplier<?> progress;
    private final Timekeeper time;
    private final Duration deadline;
    private final Alarm alarm;
    private final Threads.Ticker ticker;
    private Object seen;
    private Duration since;
    private boolean resting;
    private boolean told;

    /** Records that the deadline was missed. */
    @FunctionalInterface
    interface Alarm {
        void missed(Duration deadline) throws JournalException;
    }

    /**
     * @param progress how far the hosts are: something is equal to it for as long as none gets further
     * @param alarm told once
     */
    ProgressWatch(Supplier<?> progress, Duration deadline, Timekeeper time, Alarm alarm, Threads threads) {
        this.progress = progress;
        this.time = time;
        this.deadline = deadline;
        this.alarm = alarm;
        this.ticker = threads.ticker("sluice-progress");
        this.seen = progress.get();
        this.since = time.elapsed();
    }

    /** Looks some twenty times in a deadline, at least every ten seconds and at most every second. */
    void start() {
        long every = Math.min(10_000, Math.max(1_000, deadline.toMillis() / 20));
        ticker.every(Duration.ofMillis(every), this::look);
    }

    /** Nothing is expected of any host for a while. */
    synchronized void rest() {
        resting = true;
    }

    /** From now on something is. */
    synchronized void goOn() {
        resting = false;
        since = time.elapsed();
    }

    void look() {
        if (!missed()) {
            return;
        }
        try {
            alarm.missed(deadline);
        } catch (JournalException e) {
            // The owner meets the same failure and ends the rollout.
            ticker.stop();
        }
    }

    private synchronized boolean missed() {
        var now = progress.get();
        if (resting || !now.equals(seen)) {
            seen = now;
            since = time.elapsed();
            return false;
        }
        var late = !told && time.elapsed().minus(since).compareTo(deadline) > 0;
        told |= late;
        return late;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
