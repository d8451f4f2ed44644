package dev.sluice.php;

import dev.sluice.endpoint.EndpointState;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One marking of the scripts of all other releases, asked of one worker or of several at once. */
final class MarkingPass implements WorkerRounds.Question {
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

    /** Scripts that were marked, as far as answers came. */
    int dropped() {
        return dropped.get();
    }

    /** Surely nothing was marked: whoever gave no answer may have marked all the same. */
    boolean foundNothing() {
        return dropped.get() == 0 && !lost.get();
    }
}
