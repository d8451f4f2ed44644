package dev.sluice.engine;

import dev.sluice.rollout.RolloutState.Demand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: requests of other processes to the one that runs a rollout. A request is kept beside the record until its result is recorded, so that none is
 * lost and none is handled twice.
 */
public interface Requests {
    /**
     * Submits a request.
     *
     * @param record the directory of the rollout's record
     * @return the handle for {@link #isWaiting}
     */
    Waiting ask(Path record, Request request) throws JournalException;

    /** Returns whether the request has not been handled yet. */
    boolean isWaiting(Path record, Waiting request);

    /** Returns the waiting requests, oldest first. A request that cannot be read is moved aside and reported once. */
    Heard waiting(Path record) throws JournalException;

    /** Removes a request that is recorded or does not apply: it is not handled again. */
    void done(Path record, Waiting request) throws JournalException;

    /** A person's request to a rollout. */
    sealed interface Request {
        Instant at();

        /** The requester, for the record. */
        String by();

        /** Hosts in their critical section finish it, and no other host is started. */
        record Pause(Instant at, String by) implements Request {}

        /** @param batch whose gate is opened; empty for the batch that waits */
        record Promote(Instant at, Optional<Integer> batch, String by) implements Request {}

        record Abort(Instant at, Demand demand, String by) implements Request {}
    }

    /** @param name of the request, in the order of time */
    record Waiting(String name, Request request) {}

    /** @param problems what could not be read, one sentence each */
    record Heard(List<Waiting> requests, List<String> problems) {
        public Heard {
            requests = List.copyOf(requests);
            problems = List.copyOf(problems);
        }
    }
}
