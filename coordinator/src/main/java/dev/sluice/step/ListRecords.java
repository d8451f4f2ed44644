package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.ArrayList;
import java.util.List;

/** Lists the copies of records that a host stores; works before the first release too. */
public record ListRecords(String path) implements Step<List<ListRecords.Listed>> {
    /**
     * One copy.
     *
     * @param planBytes of its plan
     * @param journalBytes of its journal
     */
    public record Listed(String rollout, long planBytes, long journalBytes) {
        /** Returns whether it is within the size limits of a record. */
        public boolean fits() {
            return planBytes <= AnswerLimits.PLAN_BYTES && journalBytes <= AnswerLimits.JOURNAL_BYTES;
        }
    }

    @Override
    public List<Listed> on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.RECORD_READ, path)
                .with("rollout", "")
                .with("file", "")
                .with("from", "0")
                .on(session);
        var listed = new ArrayList<Listed>();
        for (var row : result.rows()) {
            listed.add(new Listed(
                    row.identifier("rollout"),
                    row.number("plan", Long.MAX_VALUE),
                    row.number("journal", Long.MAX_VALUE)));
        }
        return List.copyOf(listed);
    }
}
