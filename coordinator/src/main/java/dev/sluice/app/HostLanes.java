package dev.sluice.app;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The same on many hosts at once, with a thread for each lane and not for each host; returns when all have been visited.
 *
 * @param lanes the most hosts at once
 */
record HostLanes(Executor threads, int lanes) {
    void visit(List<Host> hosts, Consumer<Host> visitor) {
        Queue<Host> waiting = new ConcurrentLinkedQueue<>(hosts);
        CompletableFuture.allOf(IntStream.range(0, Math.min(lanes, hosts.size()))
                        .mapToObj(lane -> CompletableFuture.runAsync(() -> visitAll(waiting, visitor), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** What each said, in the order of the hosts. */
    <R> Map<HostName, R> ask(List<Host> hosts, Function<Host, R> question) {
        Map<HostName, R> said = new ConcurrentHashMap<>();
        visit(hosts, host -> said.put(host.name(), question.apply(host)));
        var ordered = new LinkedHashMap<HostName, R>();
        hosts.forEach(host ->
                Optional.ofNullable(said.get(host.name())).ifPresent(answer -> ordered.put(host.name(), answer)));
        return ordered;
    }

    private static void visitAll(Queue<Host> waiting, Consumer<Host> visitor) {
        for (var host = waiting.poll(); host != null; host = waiting.poll()) {
            visitor.accept(host);
        }
    }
}
