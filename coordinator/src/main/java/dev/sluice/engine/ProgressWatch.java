package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Detects that no host makes progress, for problems that no other check detects. The time of a soak does not count, see {@link #rest}; nor does a
 * hold, because a rollout that waits for a person does not run.
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
    private boolean reported;

    /** Records that the deadline was missed. */
    @FunctionalInterface
    interface Alarm {
        void missed(Duration deadline) throws JournalException;
    }

    /**
     * @param progress the progress of the hosts: its value stays equal while no host makes progress
     * @param alarm called once
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

    /** Checks about twenty times per deadline, at least every ten seconds and at most every second. */
    void start() {
        long every = Math.min(10_000, Math.max(1_000, deadline.toMillis() / 20));
        ticker.every(Duration.ofMillis(every), this::check);
    }

    /** Suspends the deadline: no host is expected to make progress. */
    synchronized void rest() {
        resting = true;
    }

    /** Restarts the deadline: progress is expected again. */
    synchronized void restart() {
        resting = false;
        since = time.elapsed();
    }

    void check() {
        if (!missed()) {
            return;
        }
        try {
            alarm.missed(deadline);
        } catch (JournalException e) {
            // The owner sees the same failure and ends the rollout.
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
        var late = !reported && time.elapsed().minus(since).compareTo(deadline) > 0;
        reported |= late;
        return late;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
