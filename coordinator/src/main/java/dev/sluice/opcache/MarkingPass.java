package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.Purpose;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Markings of the scripts of all other releases, and of changed ones, by one worker or by several at once, which count as one. */
final class MarkingPass implements WorkerRounds.Question {
    /** What a request loads again is served no longer than this. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final EndpointClient endpoint;
    private final String release;
    private final Purpose purpose;
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger changed = new AtomicInteger();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lost = new AtomicBoolean();

    /** @param release that is live, and kept */
    MarkingPass(EndpointClient endpoint, String release, Purpose purpose) {
        this.endpoint = endpoint;
        this.release = release;
        this.purpose = purpose;
    }

    @Override
    public EndpointState ask() throws EndpointException {
        try {
            var state = endpoint.invalidate(release, purpose);
            var work = EndpointClient.work(state);
            dropped.addAndGet(work.done());
            changed.addAndGet(work.changed());
            failed.addAndGet(work.failed());
            names.addAll(work.names());
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

    /** Scripts of other releases that were marked, as far as answers came. */
    int dropped() {
        return dropped.get();
    }

    /** Scripts that were not as on disk. */
    int changed() {
        return changed.get();
    }

    /** Scripts that stay in the cache although they were marked, because their paths lead to other files now. */
    int failed() {
        return failed.get();
    }

    /** Some of the changed or failed ones, in no order. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    /** Whether certainly nothing was marked: a worker that gave no answer may have marked all the same. */
    boolean foundNothing() {
        return dropped.get() == 0 && !lost.get();
    }
}
