package dev.sluice.engine;

import dev.sluice.plan.RolloutPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A rollout whose record is open for writing, by this process only.
 *
 * @param planDigest SHA-256 of the frozen plan, hexadecimal, for the first event
 * @param directory of the record, also for logs and requests; the record does not contain its path, so it can be moved
 * @param notes for people about the record, such as that a crash left an incomplete last line
 */
public record OpenRollout(RolloutPlan plan, String planDigest, Journal journal, Path directory, List<String> notes)
        implements AutoCloseable {
    public OpenRollout {
        notes = List.copyOf(notes);
    }

    @Override
    public void close() throws JournalException {
        journal.close();
    }
}
