package dev.sluice.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where requests to one rollout wait.
 *
 * @param record the directory of its record
 */
record Inbox(Requests requests, Path record, Interruption interruption) {
    /** The signal that tells this process to end. */
    Optional<String> signal() {
        return interruption.signal();
    }

    Requests.Heard waiting() throws JournalException {
        return requests.waiting(record);
    }

    void done(Requests.Waiting request) throws JournalException {
        requests.done(record, request);
    }

    /** What was asked of a process that is gone is not asked of the next one: whoever asked was told. */
    void clear() throws JournalException {
        for (var request : waiting().requests()) {
            done(request);
        }
    }
}
