package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import java.time.Duration;

/** Passes on how far an upload is, some times a second instead of with each block. Used by one thread. */
final class UploadTicks {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final UploadListener listener;
    private final Timekeeper time;
    private Duration last;

    UploadTicks(UploadListener listener, Timekeeper time) {
        this.listener = listener;
        this.time = time;
        this.last = time.elapsed().minus(EVERY);
    }

    void written(long sent, long total) {
        var now = time.elapsed();
        if (now.minus(last).compareTo(EVERY) >= 0) {
            last = now;
            listener.sent(sent, total);
        }
    }
}
