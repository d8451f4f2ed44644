package dev.sluice.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * The threads of a rollout besides its owner's, and what is told before one of them waits for another. A test may have others, and decide
 * which one goes on.
 */
interface Threads {
    /** For lanes. It is shut down when the rollout stops. */
    ExecutorService lanes();

    /** One thread, for listeners. */
    ExecutorService listeners();

    Ticker ticker(String name);

    /** Told before the calling thread waits until something is over that other threads do. */
    void aboutToWait(BooleanSupplier over);

    /** Does something again and again, on a thread of its own. */
    interface Ticker extends AutoCloseable {
        void every(Duration pause, Runnable work);

        /** Nothing more is begun. */
        void stop();

        /** The same, and what is being done is interrupted. */
        @Override
        void close();
    }
}
