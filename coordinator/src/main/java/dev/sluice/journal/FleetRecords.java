package dev.sluice.journal;

import dev.sluice.codec.PlanHeading;
import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The records of one fleet, wherever they are: under its present names, under those it had before, and where earlier versions wrote. Records of other
 * projects in the same directories are not among them.
 */
record FleetRecords(StateDirectory state, FleetName fleet) {
    private static final Comparator<RolloutSummary> NEWEST_FIRST = Comparator.comparing(RolloutSummary::createdAt)
            .thenComparing(RolloutSummary::id)
            .reversed();

    /**
     * A record of the fleet, or one that is damaged, so that it could be.
     *
     * @param plan empty if it cannot be read
     * @param problem why
     */
    record Entry(RolloutId id, RolloutFiles files, Optional<PlanHeading> plan, String problem) {}

    List<Entry> all() throws IOException, JournalException {
        var all = new ArrayList<Entry>();
        for (var directory : state.mayHold(fleet)) {
            all.addAll(in(directory));
        }
        return all;
    }

    private List<Entry> in(FleetName directory) throws IOException, JournalException {
        var found = new ArrayList<Entry>();
        for (var id : state.rollouts(directory)) {
            var record = read(id, new RolloutFiles(state.of(directory, id)));
            if (record.plan().map(plan -> fleet.owns(plan.fleet())).orElse(true)) {
                found.add(record);
            }
        }
        return found;
    }

    private static Entry read(RolloutId id, RolloutFiles files) {
        try {
            return new Entry(id, files, Optional.of(files.heading()), "");
        } catch (JournalException | IOException e) {
            return new Entry(id, files, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    FleetHistory history() throws IOException, JournalException {
        return history(all());
    }

    private static FleetHistory history(List<Entry> records) {
        var summaries = new Summaries();
        var read = new ArrayList<RolloutSummary>();
        var problems = new ArrayList<String>();
        for (var record : records) {
            if (record.plan().isEmpty()) {
                problems.add(record.id() + ": " + record.problem());
                continue;
            }
            try {
                read.add(summaries.of(record.files(), record.plan().get()));
            } catch (JournalException | IOException e) {
                problems.add(record.id() + ": " + e.getMessage());
            }
        }
        return new FleetHistory(read.stream().sorted(NEWEST_FIRST).toList(), problems);
    }

    /**
     * Directories besides the fleet's own whose lock counts for it: those of its earlier names, and that of earlier versions while one of its
     * rollouts there is not finished. Another project may use that one too.
     */
    List<Path> lockedElsewhere() throws IOException, JournalException {
        var locked = new ArrayList<Path>();
        for (var directory : state.mayHold(fleet)) {
            var records = in(directory).stream()
                    .filter(record -> record.plan().isPresent())
                    .toList();
            var counts = directory.project().isPresent()
                    ? !records.isEmpty()
                    : history(records).unfinished().isPresent();
            if (counts) {
                locked.add(state.of(directory));
            }
        }
        return locked;
    }
}
