package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Does the same on many hosts, so many at once. Every host that was started is awaited. */
final class FanOut {
    private final Executor executor;

    FanOut(Executor executor) {
        this.executor = executor;
    }

    /** Work on one host. What is wrong with the host becomes an event; what it throws ends the rollout. */
    @FunctionalInterface
    interface HostTask {
        void on(HostName host) throws JournalException, InterruptedException;
    }

    /** @param mayStart asked before each host: false starts nothing more */
    CompletableFuture<Void> over(List<HostName> hosts, int atOnce, BooleanSupplier mayStart, HostTask task) {
        Queue<HostName> waiting = new ConcurrentLinkedQueue<>(hosts);
        var lanes = IntStream.range(0, Math.min(atOnce, hosts.size()))
                .mapToObj(lane -> CompletableFuture.runAsync(() -> serve(waiting, mayStart, task), executor))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(lanes);
    }

    private static void serve(Queue<HostName> waiting, BooleanSupplier mayStart, HostTask task) {
        for (var host = waiting.poll(); host != null && mayStart.getAsBoolean(); host = waiting.poll()) {
            try {
                task.on(host);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LaneException(host, e);
            } catch (JournalException e) {
                throw new LaneException(host, e);
            }
        }
    }

    /** A lane ended for a reason that is no host's fault. */
    static final class LaneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LaneException(HostName host, Exception cause) {
            super(host + ": " + cause.getMessage(), cause);
        }
    }
}
