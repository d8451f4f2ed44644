package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** Does the same work on many hosts at once, and waits for every host that was started. */
final class FanOut {
    private final Executor executor;

    FanOut(Executor executor) {
        this.executor = executor;
    }

    /** Work on one host. A problem with the host becomes an event; an exception ends the rollout. */
    @FunctionalInterface
    interface HostTask {
        void on(HostName host) throws JournalException, InterruptedException;
    }

    /** Decides whether work on a host may start while work on other hosts is in progress. */
    @FunctionalInterface
    interface Admission {
        boolean admits(Set<HostName> inside, HostName next);
    }

    /**
     * @param lanes the maximum number of hosts at once
     * @param admission checked before each host. A host that is not admitted while others are inside is checked again when one of them leaves; a host
     *     that is not admitted while none is inside is skipped
     */
    CompletableFuture<Void> over(List<HostName> hosts, int lanes, Admission admission, HostTask task) {
        var door = new Door(hosts, admission);
        return CompletableFuture.allOf(IntStream.range(0, Math.min(lanes, hosts.size()))
                .mapToObj(lane -> CompletableFuture.runAsync(() -> serve(door, task), executor))
                .toArray(CompletableFuture[]::new));
    }

    /** Work that involves no host. */
    @FunctionalInterface
    interface LoneTask {
        void run() throws JournalException, InterruptedException;
    }

    /** Does one thing in a lane of its own. */
    CompletableFuture<Void> alone(LoneTask task) {
        return CompletableFuture.runAsync(() -> perform("a task", task), executor);
    }

    private static void perform(String what, LoneTask task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaneException(what, e);
        } catch (JournalException e) {
            throw new LaneException(what, e);
        }
    }

    /** A lane ends when no host is admitted: each host still inside is served by a lane that checks the door again afterwards. */
    private static void serve(Door door, HostTask task) {
        for (var next = door.enter(); next.isPresent(); next = door.enter()) {
            var host = next.get();
            try {
                perform(host.value(), () -> task.on(host));
            } finally {
                door.leave(host);
            }
        }
    }

    /** The hosts that wait, and the hosts that are inside. */
    private static final class Door {
        private final Set<HostName> waiting;
        private final Set<HostName> inside = new HashSet<>();
        private final Admission admission;

        Door(List<HostName> hosts, Admission admission) {
            this.waiting = new LinkedHashSet<>(hosts);
            this.admission = admission;
        }

        synchronized Optional<HostName> enter() {
            // By an iterator: the first one is admitted as a rule, and is removed where it was found.
            for (var next = waiting.iterator(); next.hasNext(); ) {
                var host = next.next();
                if (admission.admits(inside, host)) {
                    next.remove();
                    inside.add(host);
                    return Optional.of(host);
                }
            }
            return Optional.empty();
        }

        synchronized void leave(HostName host) {
            inside.remove(host);
        }
    }

    /** A lane ended for a reason that no host caused. */
    static final class LaneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LaneException(String what, Exception cause) {
            super(what + ": " + cause.getMessage(), cause);
        }
    }

    /** Waits for lanes that are over, and reports what the record could not take. */
    static void finish(CompletableFuture<Void> lanes) throws JournalException, InterruptedException {
        try {
            lanes.get();
        } catch (ExecutionException e) {
            throw new JournalException(String.valueOf(e.getMessage()), e);
        }
    }
}
