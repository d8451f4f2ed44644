package dev.sluice.operation;

import dev.sluice.engine.RecordCopies.FetchedRecord;
import dev.sluice.engine.RecordedRollout;
import java.util.Optional;

/**
 * A rollout that was found for a command.
 *
 * @param fetched what hosts know more of it than this machine; it is stored when a person has agreed, and not before
 */
public record FoundRollout(RecordedRollout record, Optional<FetchedRecord> fetched) {
    /** It comes from another machine: what it names has to be in the files of this one. */
    public boolean isForeign() {
        return record.origin().isPresent();
    }
}
