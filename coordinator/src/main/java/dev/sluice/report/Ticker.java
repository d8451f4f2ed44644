package dev.sluice.report;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets a console go on while nothing happens: countdowns run, silence is broken, a window that was resized is seen. */
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

    /** For a terminal, whose window is looked at each time. */
    static Ticker of(Console console, Window window, InstantSource clock) {
        return new Ticker(() -> {
            window.look();
            console.tick(clock.instant());
        });
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
