package dev.sluice.it.nights;

import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSpec;
import dev.sluice.daemon.SiteFront;
import dev.sluice.engine.RolloutListener;
import dev.sluice.host.Timekeeper;
import dev.sluice.operation.Notices;
import dev.sluice.operation.Proposal;
import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.schedule.Alarm;
import dev.sluice.wiring.Coordinator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A daemon in this process, whose alarms ring when the test wants it. */
public final class ServedSites implements AutoCloseable {
    private final Map<String, Runnable> alarms = new ConcurrentHashMap<>();
    private final List<RolloutResult> ended = new CopyOnWriteArrayList<>();
    private final Daemon daemon;
    private final Thread thread;

    private final class Rung implements Alarm {
        @Override
        public void set(String name, Instant at, Runnable action) {
            alarms.put(name, action);
        }

        @Override
        public void close() {}
    }

    private final class CollectingFront implements SiteFront {
        @Override
        public void ended(List<RolloutResult> results) {
            ended.addAll(results);
        }

        @Override
        public void approve(Proposal proposal) {}

        @Override
        public RolloutListener listen(RolloutPlan plan) {
            return (seq, event, state) -> {};
        }

        @Override
        public void note(String note) {}
    }

    /** A clock that the daemon cannot find set: the test sets it all the time. */
    private record Undisturbed(Timekeeper time) implements Timekeeper {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public Duration elapsed() {
            return Duration.between(Instant.EPOCH, time.now());
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            time.pause(duration);
        }
    }

    /** Starts it; every site has done what is due when this returns. */
    public ServedSites(DaemonSpec spec, Coordinator coordinator, Notices notices, Timekeeper time) {
        daemon = new Daemon(spec, coordinator, new Rung(), notices, new Undisturbed(time), CollectingFront::new);
        thread = new Thread(this::run, "daemon");
        thread.start();
        Awaitility.await("the first turn of each site")
                .atMost(Duration.ofMinutes(1))
                .until(() -> alarms.size() == spec.sites().size());
    }

    private void run() {
        try {
            daemon.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The moment of every alarm has come. */
    public void ring() {
        alarms.values().forEach(Runnable::run);
    }

    /** What became of all rollouts so far that were not taken. */
    public List<RolloutResult> ended() {
        return List.copyOf(ended);
    }

    /** What became of rollouts since the last time; it is not kept. */
    public List<RolloutResult> takeEnded() {
        var taken = List.copyOf(ended);
        ended.removeAll(taken);
        return taken;
    }

    /** Rings, and returns when that many rollouts have ended that were not taken. */
    public void ringUntilEnded(int rollouts) {
        ring();
        Awaitility.await("the end of " + rollouts + " rollouts")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ended.size() >= rollouts);
    }

    @Override
    public void close() {
        daemon.stop("SIGTERM");
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
