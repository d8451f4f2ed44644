package dev.sluice.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds the requests to one rollout that are not handled yet.
 *
 * @param record the directory of its record
 */
record Inbox(Requests requests, Path record, Interruption interruption) {
    /** The signal to end this process, if one was received. */
    Optional<String> signal() {
        return interruption.signal();
    }

    Requests.Heard waiting() throws JournalException {
        return requests.waiting(record);
    }

    void done(Requests.Waiting request) throws JournalException {
        requests.done(record, request);
    }

    /** Discards requests to an earlier process: they do not apply to this one, and the requester has been informed. */
    void clear() throws JournalException {
        for (var request : waiting().requests()) {
            done(request);
        }
    }
}
