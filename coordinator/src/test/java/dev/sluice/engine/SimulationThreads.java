package dev.sluice.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Threads that are used again and again, by one simulation after the other: to make them costs more than what they do. */
final class SimulationThreads {
    private final Deque<Worker> idle = new ArrayDeque<>();

    /** Has this done by a thread of its own. */
    void begin(Runnable work) {
        var worker = idle.poll();
        if (worker == null) {
            worker = new Worker();
            worker.start();
        }
        worker.give(work);
    }

    /** It takes more work from now on. For a worker whose work is at its last line. */
    void rest(Worker worker) {
        idle.add(worker);
    }

    /** Does one thing after the other. */
    static final class Worker extends Thread {
        private volatile @Nullable Runnable work;

        private Worker() {
            super("simulated");
            setDaemon(true);
        }

        private void give(Runnable next) {
            work = next;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (true) {
                var next = work;
                if (next == null) {
                    LockSupport.park(this);
                } else {
                    work = null;
                    next.run();
                }
            }
        }
    }
}
