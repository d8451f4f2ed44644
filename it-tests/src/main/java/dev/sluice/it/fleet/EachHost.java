package dev.sluice.it.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The same on every host, a few at a time. */
record EachHost(List<RealHost> hosts) {
    private static final int AT_ONCE = 8;

    static EachHost of(List<RealHost> hosts) {
        return new EachHost(List.copyOf(hosts));
    }

    /**
     * Waits for all of them, also after a failure.
     *
     * @throws IllegalStateException with the first failure, the logs of its host, and the other failures as suppressed
     */
    void run(Consumer<RealHost> task) {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            hosts.forEach(host -> running.add(pool.submit(() -> task.accept(host))));
            List<IllegalStateException> failures = new ArrayList<>();
            for (int i = 0; i < running.size(); i++) {
                await(hosts.get(i), running.get(i), failures);
            }
            throwFirst(failures);
        } finally {
            pool.shutdown();
        }
    }

    private static void await(RealHost host, Future<?> task, List<IllegalStateException> failures) {
        try {
            task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            failures.add(new IllegalStateException(host + ": " + cause.getMessage() + logs(host), cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(new IllegalStateException("interrupted while working on " + host, e));
        }
    }

    private static String logs(RealHost host) {
        var logs = new StringBuilder();
        host.logTails()
                .forEach((server, tail) ->
                        logs.append("\n--- ").append(server).append('\n').append(tail));
        return logs.toString();
    }

    private static void throwFirst(List<IllegalStateException> failures) {
        if (failures.isEmpty()) {
            return;
        }
        IllegalStateException first = failures.get(0);
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        throw first;
    }
}
