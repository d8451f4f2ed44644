package dev.sluice.host;

import dev.sluice.playbook.TransferRate;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A limit of how fast bytes are sent: one for each host, or one that several streams share, which then have that much together. A bucket of a tenth of
 * a second, so that a stream that was held up does not catch up at once.
 */
public final class RateLimit {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PARTS = 10;
    private static final long BURST = SECOND / PARTS;

    /** Shorter pauses cost more than they are exact; what is not paused for is paused for later. */
    private static final long LEAST_PAUSE = Duration.ofMillis(5).toNanos();

    private final long rate;
    private final int most;
    private final Timekeeper time;
    private long paidUntil;

    public RateLimit(TransferRate rate, Timekeeper time) {
        this.rate = rate.bytesPerSecond();
        this.most = (int) Math.max(1, Math.min(1 << 16, this.rate / PARTS));
        this.time = time;
        this.paidUntil = time.elapsed().toNanos();
    }

    /** Pauses before bytes that are too early, in the thread that writes them; an interrupt ends a pause with an exception. */
    public OutputStream over(OutputStream out) {
        return new Limited(out);
    }

    private void await(int bytes) throws IOException {
        var early = pay(bytes);
        if (early < LEAST_PAUSE) {
            return;
        }
        try {
            time.pause(Duration.ofNanos(early));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for its turn to send");
        }
    }

    /** How many nanoseconds too early so many bytes are. */
    private synchronized long pay(int bytes) {
        var now = time.elapsed().toNanos();
        paidUntil = Math.max(paidUntil, now - BURST) + bytes * SECOND / rate;
        return paidUntil - now;
    }

    private final class Limited extends FilterOutputStream {
        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; done += most) {
                int count = Math.min(most, length - done);
                await(count);
                out.write(bytes, from + done, count);
            }
        }
    }
}
