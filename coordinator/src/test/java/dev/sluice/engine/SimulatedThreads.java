package dev.sluice.engine;

import dev.sluice.report.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The engine's threads as strands of a {@link SimulationScheduler}. */
final class SimulatedThreads implements Threads {
    private final SimulationScheduler scheduler;
    private final BooleanSupplier requested;

    /** @param requested whether there is anything to hear for those who listen for requests */
    SimulatedThreads(SimulationScheduler scheduler, BooleanSupplier requested) {
        this.scheduler = scheduler;
        this.requested = requested;
    }

    private static boolean anyway() {
        return true;
    }

    @Override
    public ExecutorService lanes() {
        return new Lanes(work -> scheduler.begin(work, SimulatedThreads::anyway, scheduler.elapsed()));
    }

    @Override
    public ExecutorService listeners() {
        return new Lanes(Runnable::run);
    }

    @Override
    public Ticker ticker(String name) {
        return new SimulatedTicker(scheduler, name.equals("sluice-requests") ? requested : SimulatedThreads::anyway);
    }

    @Override
    public void aboutToWait(BooleanSupplier over) {
        scheduler.await(over);
    }

    private static final class SimulatedTicker implements Ticker {
        private final SimulationScheduler scheduler;
        private final BooleanSupplier worthIt;
        private boolean stopped;
        private SimulationScheduler.@Nullable Strand waiting;

        SimulatedTicker(SimulationScheduler scheduler, BooleanSupplier worthIt) {
            this.scheduler = scheduler;
            this.worthIt = worthIt;
        }

        @Override
        public void every(Duration pause, Runnable work) {
            next(pause, work);
        }

        /** A strand for each time: none waits with a thread. */
        private void next(Duration pause, Runnable work) {
            waiting = scheduler.begin(
                    () -> {
                        work.run();
                        if (!stopped) {
                            next(pause, work);
                        }
                    },
                    worthIt,
                    scheduler.elapsed().plus(pause));
        }

        @Override
        public void stop() {
            stopped = true;
            if (waiting != null) {
                scheduler.forget(waiting);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }

    private static final class Lanes extends AbstractExecutorService {
        private final Executor executor;

        Lanes(Executor executor) {
            this.executor = executor;
        }

        @Override
        public void execute(Runnable work) {
            executor.execute(work);
        }

        @Override
        public void shutdown() {
            // What goes on comes to its end.
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long patience, TimeUnit unit) {
            return true;
        }
    }
}
