package dev.sluice.engine;

import dev.sluice.rollout.RolloutState.Demand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: what other processes ask of the one that runs a rollout. A request waits beside the record until what became of it is recorded, so
 * that none is lost and none is heard twice.
 */
public interface Requests {
    /**
     * Asks.
     *
     * @param record the directory of the rollout's record
     * @return what {@link #isWaiting} is asked with
     */
    Waiting ask(Path record, Request request) throws JournalException;

    /** Whether nobody has heard it yet. */
    boolean isWaiting(Path record, Waiting request);

    /** What waits, the oldest first. What nobody can read is put aside, and told once. */
    Heard waiting(Path record) throws JournalException;

    /** It is recorded, or came to nothing: it is not heard again. */
    void done(Path record, Waiting request) throws JournalException;

    /** What a person asks of a rollout. */
    sealed interface Request {
        Instant at();

        /** Who asks, for the record. */
        String by();

        /** Hosts in their critical section come out of it, and no other is begun with. */
        record Pause(Instant at, String by) implements Request {}

        /** @param batch whose gate is opened; empty for the one that waits */
        record Promote(Instant at, Optional<Integer> batch, String by) implements Request {}

        record Abort(Instant at, Demand demand, String by) implements Request {}
    }

    /** @param name of the request, in the order of time */
    record Waiting(String name, Request request) {}

    /** @param problems what could not be read, each as a sentence */
    record Heard(List<Waiting> requests, List<String> problems) {
        public Heard {
            requests = List.copyOf(requests);
            problems = List.copyOf(problems);
        }
    }
}
