package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Failure;
import dev.sluice.step.StepException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Does the same work on many hosts at once, with one thread per lane instead of one per host. Every host is visited. Any error on a host, a defect of
 * Sluice included, is that host's failure.
 *
 * @param lanes the maximum number of hosts at once
 */
public record HostLanes(Executor threads, int lanes) {
    /** What is done on one host. */
    @FunctionalInterface
    public interface Work<R> {
        R on(Host host) throws StepException, HostException;
    }

    /** The results in the order of the hosts: a value or a failure for each. */
    public record Results<R>(Map<HostName, R> done, Map<HostName, Failure> failures) {
        private static <R> Results<R> inOrder(
                List<Host> hosts, Map<HostName, R> done, Map<HostName, Failure> failures) {
            return new Results<>(ordered(hosts, done), ordered(hosts, failures));
        }

        private static <V> Map<HostName, V> ordered(List<Host> hosts, Map<HostName, V> values) {
            var ordered = new LinkedHashMap<HostName, V>();
            hosts.forEach(host ->
                    Optional.ofNullable(values.get(host.name())).ifPresent(value -> ordered.put(host.name(), value)));
            return ordered;
        }
    }

    /**
     * Returns when all hosts have been visited.
     *
     * @param doing the name of the work for failures, such as {@code prune}
     */
    public <R> Results<R> run(String doing, List<Host> hosts, Work<R> work) {
        Map<HostName, R> done = new ConcurrentHashMap<>();
        Map<HostName, Failure> failures = new ConcurrentHashMap<>();
        Queue<Host> waiting = new ConcurrentLinkedQueue<>(hosts);
        Runnable lane = () -> {
            for (var host = waiting.poll(); host != null; host = waiting.poll()) {
                visit(doing, host, work, done, failures);
            }
        };
        CompletableFuture.allOf(IntStream.range(0, Math.min(lanes, hosts.size()))
                        .mapToObj(number -> CompletableFuture.runAsync(lane, threads))
                        .toArray(CompletableFuture[]::new))
                .join();
        return Results.inOrder(hosts, done, failures);
    }

    private static <R> void visit(
            String doing, Host host, Work<R> work, Map<HostName, R> done, Map<HostName, Failure> failures) {
        try {
            done.put(host.name(), work.on(host));
        } catch (HostException e) {
            failures.put(host.name(), HostFailures.of(doing, e));
        } catch (StepException e) {
            failures.put(host.name(), HostFailures.of(e));
        } catch (RuntimeException e) {
            failures.put(host.name(), HostFailures.defect(doing, host.name(), e));
        }
    }
}
