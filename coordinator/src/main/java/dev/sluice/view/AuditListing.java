package dev.sluice.view;

import dev.sluice.operation.Audit.Verdict;
import java.util.List;
import java.util.Optional;

/** {@code sluice audit verify}, in the order of the ids. */
public record AuditListing(String fleet, List<Entry> rollouts) implements Listing {
    public AuditListing {
        rollouts = List.copyOf(rollouts);
    }

    /**
     * One record.
     *
     * @param head SHA-256 of the last record, hexadecimal; empty where the record is not sound
     * @param problem null where it is sound
     */
    public record Entry(String rollout, int records, String head, Optional<String> problem, List<String> notes) {
        public Entry {
            notes = List.copyOf(notes);
        }
    }

    public static AuditListing of(String fleet, List<Verdict> verdicts) {
        return new AuditListing(
                fleet,
                verdicts.stream()
                        .map(verdict -> new Entry(
                                verdict.rollout().value(),
                                verdict.records(),
                                verdict.head(),
                                verdict.problem(),
                                verdict.notes()))
                        .toList());
    }
}
