package dev.sluice.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How fast a host receives an upload. On a line slower than some 64 KiB/s for each host the keep-alive requests wait behind the bytes of the upload,
 * and the connection is closed: without the pace, the cause would not be visible.
 */
final class UploadPace {
    /** Less is not an upload: a script and its values. */
    private static final long LEAST_BYTES = 128 << 10;
    /** What fits into a window of 2 MiB while two keep-alive requests stay unanswered. */
    private static final double FLOOR = 64;

    private final LongSupplier clock;
    private final LongSupplier window;
    private final long began;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong mostWindow = new AtomicLong();

    /**
     * @param clock nanoseconds, as {@link System#nanoTime()}
     * @param window bytes that the host would take now; OpenSSH starts with none, and soon grants 2 MiB
     */
    UploadPace(LongSupplier clock, LongSupplier window) {
        this.clock = clock;
        this.window = window;
        this.began = clock.getAsLong();
    }

    OutputStream measured(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                written.addAndGet(length);
                mostWindow.accumulateAndGet(window.getAsLong() + length, Math::max);
            }
        };
    }

    /** What a message about a lost connection ends with; empty where nothing large was sent. */
    String describe() {
        if (written.get() < LEAST_BYTES) {
            return "";
        }
        var took = Duration.ofNanos(clock.getAsLong() - began);
        long inFlight = mostWindow.get() - window.getAsLong();
        double arrived = Math.max(0, written.get() - inFlight) / 1024.0;
        double pace = arrived * 1_000 / Math.max(1, took.toMillis());
        return String.format(
                Locale.ROOT,
                "; of the upload %.0f KiB had arrived in %d s (%.1f KiB/s%s)",
                arrived,
                took.toSeconds(),
                pace,
                pace < FLOOR ? ": too slow a line, lower strategy.parallel or use a faster one" : "");
    }
}
