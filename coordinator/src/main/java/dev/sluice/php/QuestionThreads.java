package dev.sluice.php;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for the questions of proofs. A round asks eight at once, and with a round's threads for each host these would be most of the
 * coordinator's. There are enough for one round, and one for each host besides; when all are taken, whoever asks does it on its own thread, so
 * that no host waits for another one's silence.
 */
public final class QuestionThreads {
    private static final int IDLE_SECONDS = 10;

    private QuestionThreads() {}

    /** @param hosts that may be proved at the same time */
    public static ExecutorService of(int hosts, ThreadFactory threads) {
        return new ThreadPoolExecutor(
                0,
                ProofRun.AT_ONCE + hosts,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads,
                (question, full) -> question.run());
    }
}
