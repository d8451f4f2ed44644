package dev.sluice.it.traffic;

import dev.sluice.it.web.WebTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Visitors of a fleet, from {@link TrafficOptions#start()} until {@link #stop()}: each connection asks, waits for the whole
 * answer, writes it down and asks again, at most so many times a second.
 *
 * <pre>{@code
 * try (var traffic = Traffic.to(fleet.web()).connections(4).slowConnections(4, Duration.ofMillis(300)).start()) {
 *     …
 *     traffic.stop();
 *     assertEquals(0, traffic.answers().failed().count());
 * }
 * }</pre>
 */
public final class Traffic implements AutoCloseable {
    private final Outcomes outcomes = new Outcomes();
    private final WallClock clock = WallClock.now();
    private final List<Visitor> visitors = new ArrayList<>();
    private final List<Future<?>> visits = new ArrayList<>();
    private final ScheduledExecutorService threads;

    Traffic(TrafficOptions options) {
        for (WebTarget target : options.targets()) {
            for (String page : options.pages()) {
                visitors.add(new Visitor(target, page, options.period(), outcomes));
            }
        }
        threads = Executors.newScheduledThreadPool(visitors.size());
        // A fixed rate, not a fixed delay: after a slow answer the visitor catches up, still one request at a time.
        long period = options.period().toNanos();
        for (var visitor : visitors) {
            // One after the other: visitors that all came at once would wait for each other, and not for the host.
            long first = period * visits.size() / visitors.size();
            visits.add(threads.scheduleAtFixedRate(visitor, first, period, TimeUnit.NANOSECONDS));
        }
    }

    /** Visitors of these hosts, to be told how many and how fast. */
    public static TrafficOptions to(List<WebTarget> targets) {
        return TrafficOptions.to(targets);
    }

    /** What has been answered so far; of a stopped traffic, all. */
    public Answers answers() {
        return new Answers(() -> visitors.stream().flatMap(visitor -> visitor.answers(clock)));
    }

    /** Waits until each connection has had that many more answers, whatever they are. */
    public void awaitMore(int answers) {
        List<Integer> enough =
                visitors.stream().map(visitor -> visitor.count() + answers).toList();
        Awaitility.await(answers + " more answers on each of " + visitors.size() + " connections")
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> hasReached(enough));
    }

    private boolean hasReached(List<Integer> counts) {
        for (int i = 0; i < counts.size(); i++) {
            if (visitors.get(i).count() < counts.get(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Sends nothing more and returns when the last answer is there.
     *
     * @throws IllegalStateException when a visitor gave up by itself: then the answers are not all there could be
     */
    public void stop() {
        boolean gaveUp = visits.stream().anyMatch(visit -> visit.isDone() && !visit.isCancelled());
        threads.shutdown();
        awaitLastAnswers();
        if (gaveUp) {
            throw new IllegalStateException(
                    "a visitor ended by itself; that is an error of the traffic, not of a host");
        }
    }

    private void awaitLastAnswers() {
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        "a visitor still waits for an answer two minutes after the traffic's end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the traffic's last answers", e);
        } finally {
            visitors.forEach(Visitor::disconnect);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
