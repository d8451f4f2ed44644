package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A line when nothing was said for a while: pipelines end builds that fall silent, and people wonder. */
public final class Heartbeat implements RolloutListener, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final AtomicBoolean heard = new AtomicBoolean();
    private final AtomicReference<String> where = new AtomicReference<>("beginning");
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "sluice-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    public Heartbeat(PrintWriter out) {
        this.out = out;
        var unused =
                executor.scheduleAtFixedRate(this::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        heard.set(true);
        where.set(state.batch() == 0 ? "staging" : "batch " + state.batch());
    }

    private void beat() {
        if (!heard.getAndSet(false)) {
            out.printf("  %-8s still at it: %s%n", "wait", where.get());
            out.flush();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
