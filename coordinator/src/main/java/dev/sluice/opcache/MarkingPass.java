package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Markings of the scripts of all other releases, by one worker or by several at once, which count as one. */
final class MarkingPass implements WorkerRounds.Question {
    /** What a request loads again is served no longer than this. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final EndpointClient endpoint;
    private final String release;
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicBoolean lost = new AtomicBoolean();

    /** @param release that is live, and kept */
    MarkingPass(EndpointClient endpoint, String release) {
        this.endpoint = endpoint;
        this.release = release;
    }

    @Override
    public EndpointState ask() throws EndpointException {
        try {
            var state = endpoint.invalidate(release);
            dropped.addAndGet(EndpointClient.work(state).done());
            return state;
        } catch (EndpointException failed) {
            lost.set(true);
            throw failed;
        }
    }

    /** Where a worker at a long request prolongs the pauses, they end soon, each with another marking. */
    Pause during(Pause pause) {
        return duration -> {
            if (duration.compareTo(WorkerRounds.SHORTEST) <= 0) {
                pause.of(duration);
                return;
            }
            pause.of(duration.compareTo(SOON) < 0 ? duration : SOON);
            markQuietly();
        };
    }

    private void markQuietly() {
        try {
            ask();
        } catch (EndpointException failed) {
            return; // it counts as lost
        }
    }

    /** Scripts that were marked, as far as answers came. */
    int dropped() {
        return dropped.get();
    }

    /** Whether certainly nothing was marked: a worker that gave no answer may have marked all the same. */
    boolean foundNothing() {
        return dropped.get() == 0 && !lost.get();
    }
}
