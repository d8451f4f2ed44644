package dev.sluice.journal;

import dev.sluice.codec.PlanHeading;
import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.journal.FinishedRecords.Finished;
import dev.sluice.journal.FinishedRecords.Stamp;
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
record FleetRecords(StateDirectory state, FleetName fleet, FinishedRecords finished) {
    private static final Comparator<RolloutSummary> NEWEST_FIRST = Comparator.comparing(RolloutSummary::createdAt)
            .thenComparing(RolloutSummary::id)
            .reversed();

    /**
     * A record of the fleet, or one that is damaged, so that it could be.
     *
     * @param stamp of its journal before it was read
     * @param known it is finished, and was read before
     * @param plan empty if it cannot be read, or did not need to be
     * @param problem why it cannot be read
     */
    record Entry(
            RolloutId id,
            RolloutFiles files,
            Optional<Stamp> stamp,
            Optional<Finished> known,
            Optional<PlanHeading> plan,
            String problem) {
        /** Whose it is; empty for one that is damaged. */
        Optional<FleetName> fleet() {
            return known.map(Finished::fleet).or(() -> plan.map(PlanHeading::fleet));
        }
    }

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
            if (record.fleet().map(fleet::owns).orElse(true)) {
                found.add(record);
            }
        }
        return found;
    }

    private Entry read(RolloutId id, RolloutFiles files) {
        var stamp = Stamp.of(files);
        var known = finished.find(files, stamp);
        if (known.isPresent()) {
            return new Entry(id, files, stamp, known, Optional.empty(), "");
        }
        try {
            return new Entry(id, files, stamp, known, Optional.of(files.heading()), "");
        } catch (JournalException | IOException e) {
            return new Entry(id, files, stamp, known, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    FleetHistory history() throws IOException, JournalException {
        return history(all());
    }

    private FleetHistory history(List<Entry> records) {
        var summaries = new Summaries();
        var read = new ArrayList<RolloutSummary>();
        var problems = new ArrayList<String>();
        for (var record : records) {
            if (record.known().isPresent()) {
                read.add(record.known().get().summary());
                continue;
            }
            if (record.plan().isEmpty()) {
                problems.add(record.id() + ": " + record.problem());
                continue;
            }
            try {
                var summary = summaries.of(record.files(), record.plan().get());
                keep(record, summary);
                read.add(summary);
            } catch (JournalException | IOException e) {
                problems.add(record.id() + ": " + e.getMessage());
            }
        }
        return new FleetHistory(read.stream().sorted(NEWEST_FIRST).toList(), problems);
    }

    private void keep(Entry record, RolloutSummary summary) {
        if (!summary.unfinished()) {
            record.stamp().ifPresent(stamp -> record.fleet()
                    .ifPresent(owner -> finished.keep(record.files(), stamp, new Finished(owner, summary))));
        }
    }

    /**
     * Directories besides the fleet's own whose lock counts for it: those of its earlier names, and that of earlier versions while one of its
     * rollouts there is not finished. Another project may use that one too.
     */
    List<Path> lockedElsewhere() throws IOException, JournalException {
        var locked = new ArrayList<Path>();
        for (var directory : state.mayHold(fleet)) {
            var records = in(directory).stream()
                    .filter(record -> record.fleet().isPresent())
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
