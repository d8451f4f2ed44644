package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.List;

/** Lists the copies of records that a host keeps; works before the first release too. */
public record ListRecords(String path) implements Step<List<ListRecords.Listed>> {
    /**
     * One copy.
     *
     * @param planBytes of its plan
     * @param journalBytes of its journal
     */
    public record Listed(String rollout, long planBytes, long journalBytes) {}

    @Override
    public List<Listed> on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.RECORD_READ, path)
                .with("rollout", "")
                .with("file", "")
                .with("from", "0")
                .on(session);
        return result.rows().stream()
                .map(row -> new Listed(
                        row.getOrDefault("rollout", ""),
                        Long.parseLong(row.getOrDefault("plan", "0")),
                        Long.parseLong(row.getOrDefault("journal", "0"))))
                .toList();
    }
}
