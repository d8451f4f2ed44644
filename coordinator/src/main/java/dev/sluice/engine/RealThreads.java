package dev.sluice.engine;

import dev.sluice.report.Ticker;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Threads of the machine, in the machine's time. */
final class RealThreads implements Threads {
    @Override
    public ExecutorService lanes() {
        return IdleThreads.endSoon(work -> new Thread(work, "sluice-lane"));
    }

    @Override
    public ExecutorService listeners() {
        return Executors.newSingleThreadExecutor(DaemonThreads.named("sluice-listeners"));
    }

    @Override
    public Ticker ticker(String name) {
        return new RealTicker(Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name)));
    }

    @Override
    public void aboutToWait(BooleanSupplier over) {
        // The machine's threads just wait.
    }

    private record RealTicker(ScheduledExecutorService executor) implements Ticker {
        @Override
        public void every(Duration pause, Runnable work) {
            var unused =
                    executor.scheduleWithFixedDelay(work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void stop() {
            executor.shutdown();
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
