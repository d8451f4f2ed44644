package dev.sluice.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * The threads of a rollout besides its owner's, and the hook that is called before one of them waits for another. A test may replace them, and decide
 * which one continues.
 */
interface Threads {
    /** For lanes. The pool is shut down when the rollout stops. */
    ExecutorService lanes();

    /** One thread, for listeners. */
    ExecutorService listeners();

    Ticker ticker(String name);

    /** Called before the calling thread waits for work of other threads. */
    void aboutToWait(BooleanSupplier over);

    /** Repeats work at an interval, on a separate thread. */
    interface Ticker extends AutoCloseable {
        void every(Duration pause, Runnable work);

        /** Starts no more work. */
        void stop();

        /** Starts no more work, and interrupts the work in progress. */
        @Override
        void close();
    }
}
