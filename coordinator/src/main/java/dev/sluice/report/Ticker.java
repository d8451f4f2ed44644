package dev.sluice.report;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Updates a console while no event happens: countdowns run, silence is interrupted, and a resized window is detected. */
public final class Ticker implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "sluice-console");
        thread.setDaemon(true);
        return thread;
    });

    private Ticker(Runnable tick) {
        var unused = executor.scheduleAtFixedRate(tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** For lines. */
    static Ticker of(Console console, InstantSource clock) {
        return new Ticker(() -> console.tick(clock.instant()));
    }

    /** For a terminal, whose window size is read each time. */
    static Ticker of(Console console, Window window, InstantSource clock) {
        return new Ticker(() -> {
            window.refresh();
            console.tick(clock.instant());
        });
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
