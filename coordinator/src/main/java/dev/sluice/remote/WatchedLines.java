package dev.sluice.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lines of a stream that is never silent for long: one that is has lost its connection, which TCP may not notice for hours. */
final class WatchedLines implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(35);
    private static final long CHECK_SECONDS = 5;
    private static final int MOST_BYTES = 1 << 20;

    private final InputStream in;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "sluice-silence");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long heard = System.nanoTime();

    WatchedLines(InputStream in) {
        this.in = new BufferedInputStream(in);
        var unused = watch.scheduleAtFixedRate(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void check() {
        if (System.nanoTime() - heard > SILENCE.toNanos()) {
            try {
                in.close();
            } catch (IOException e) {
                // Whoever reads is told by the stream itself.
                heard = System.nanoTime();
            }
        }
    }

    /** The next whole line; empty at the end. A part of a line at the end is none: its rest was lost. */
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            heard = System.nanoTime();
            if (next == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            line.write(next);
            if (line.size() > MOST_BYTES) {
                throw new IOException("a line is longer than " + MOST_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        in.close();
    }
}
