package dev.sluice.engine;

import dev.sluice.host.RateLimit;
import dev.sluice.host.Timekeeper;
import dev.sluice.step.StageRelease;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Passes on how far an upload is, some times a second instead of with each block, and slows it down to a limit. Used by one thread. */
final class UploadTicks implements StageRelease.Upload {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final UploadListener listener;
    private final Timekeeper time;
    private final Optional<RateLimit> limit;
    private Duration last;

    /** @param limit that all uploads of a rollout share */
    UploadTicks(UploadListener listener, Timekeeper time, Optional<RateLimit> limit) {
        this.listener = listener;
        this.time = time;
        this.limit = limit;
        this.last = time.elapsed().minus(EVERY);
    }

    @Override
    public void progress(long sent, long total) {
        var now = time.elapsed();
        if (now.minus(last).compareTo(EVERY) >= 0) {
            last = now;
            listener.sent(sent, total);
        }
    }

    @Override
    public OutputStream limited(OutputStream out) {
        return limit.map(rate -> rate.over(out)).orElse(out);
    }
}
