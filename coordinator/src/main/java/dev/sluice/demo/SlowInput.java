package dev.sluice.demo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Gives at most 4 KiB every 20 ms: some 200 kB a second. */
final class SlowInput extends FilterInputStream {
    private static final int PIECE = 4096;
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    SlowInput(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        LockSupport.parkNanos(PAUSE);
        return super.read(buffer, offset, Math.min(length, PIECE));
    }
}
