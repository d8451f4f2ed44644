package dev.sluice.engine;

import dev.sluice.plan.RolloutPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A rollout whose record is open for writing, by nobody else.
 *
 * @param planDigest SHA-256 of the frozen plan, hexadecimal, for the first event
 * @param directory of the record, also for logs and requests; nothing in the record names it, so that it can be moved
 * @param notes what a person should know about the record, such as a last line that a crash tore
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
