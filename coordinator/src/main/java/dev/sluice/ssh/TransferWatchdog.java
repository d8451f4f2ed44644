package dev.sluice.ssh;

import dev.sluice.document.HumanUnits;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends something once it made no progress for too long, or took too long in all. Progress is every byte from the host, and every
 * write that the host's window took: a slow host with a large payload is slow, not gone. But one that takes less than 1 kB a second of it, for as
 * long as it might be silent, is ended, too. Only the time counts for that in which bytes wait for the host: what sends them may be as slow as it is.
 */
final class TransferWatchdog implements AutoCloseable {
    private static final long LEAST_BYTES_A_MILLISECOND = 1;

    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final Duration limit;
    private final Duration longest;
    private final long started;
    private final Runnable end;
    private volatile long last;
    private volatile boolean expired;
    private long writing;
    private long taken;
    private volatile String tooSlow = "";
    private @Nullable ScheduledFuture<?> pending;
    private boolean closed;

    /**
     * Starts to watch.
     *
     * @param clock nanoseconds, as {@link System#nanoTime()}
     * @param limit without progress
     * @param longest in all: a host that dribbles makes progress for ever
     * @param end must not block
     */
    TransferWatchdog(
            ScheduledExecutorService timer, LongSupplier clock, Duration limit, Duration longest, Runnable end) {
        this.timer = timer;
        this.clock = clock;
        this.limit = limit;
        this.longest = longest;
        this.started = clock.getAsLong();
        this.end = end;
        progress();
        check();
    }

    private synchronized void check() {
        long now = clock.getAsLong();
        long left = Math.min(limit.toNanos() - (now - last), longest.toNanos() - (now - started));
        if (closed) {
            return;
        }
        if (left > 0) {
            pending = timer.schedule(this::check, left, TimeUnit.NANOSECONDS);
            return;
        }
        expire();
    }

    private void expire() {
        expired = true;
        end.run();
    }

    /** That the host took so many bytes since a moment; by the one thread that writes. */
    private synchronized void took(int bytes, long since) {
        progress();
        writing += clock.getAsLong() - since;
        taken += bytes;
        if (writing < limit.toNanos()) {
            return;
        }
        if (taken < limit.toMillis() * LEAST_BYTES_A_MILLISECOND && !expired && !closed) {
            tooSlow = "the host took only " + HumanUnits.bytes(taken) + " in "
                    + HumanUnits.whole(Duration.ofNanos(writing));
            expire();
        }
        writing = 0;
        taken = 0;
    }

    boolean expired() {
        return expired;
    }

    /** Why it ended, for people. */
    String why() {
        if (!tooSlow.isEmpty()) {
            return tooSlow;
        }
        return clock.getAsLong() - started >= longest.toNanos()
                ? "no end after " + longest.toSeconds() + " s"
                : "no sign of life for " + limit.toSeconds() + " s";
    }

    void progress() {
        last = clock.getAsLong();
    }

    InputStream watched(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = in.read();
                progress();
                return read;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = in.read(bytes, from, length);
                progress();
                return read;
            }
        };
    }

    OutputStream watched(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                var since = clock.getAsLong();
                out.write(bytes, from, length);
                took(length, since);
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
