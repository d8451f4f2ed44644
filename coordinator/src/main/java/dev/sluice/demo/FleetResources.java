package dev.sluice.demo;

import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.security.PublicKey;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all hosts of a fleet share, so that a host costs no thread of its own.
 *
 * @param mark begins the environment mark of every process of this fleet
 * @param clientKey the one key that may log in
 * @param nio carries SSH
 * @param web carries HTTP
 * @param timer closes SSH sessions whose login takes too long
 * @param work runs what blocks: three threads for each running command, one for each request being answered
 */
record FleetResources(
        String mark,
        PublicKey clientKey,
        SharedNio nio,
        AsynchronousChannelGroup web,
        ScheduledExecutorService timer,
        ExecutorService work)
        implements AutoCloseable {

    static FleetResources open(PublicKey clientKey) throws IOException {
        return new FleetResources(
                UUID.randomUUID() + ".",
                clientKey,
                new SharedNio(),
                AsynchronousChannelGroup.withFixedThreadPool(2, named("demo-web")),
                Executors.newSingleThreadScheduledExecutor(named("demo-timer")),
                Executors.newCachedThreadPool(named("demo-work")));
    }

    private static ThreadFactory named(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends every process and every connection. */
    @Override
    public void close() {
        ChildProcesses.endAll(mark);
        timer.shutdownNow();
        work.shutdownNow();
        nio.close();
        shutDown(web);
    }

    private static void shutDown(AsynchronousChannelGroup group) {
        try {
            group.shutdownNow();
        } catch (IOException e) {
            throw new IllegalStateException("the fleet's web connections do not close", e);
        }
    }
}
