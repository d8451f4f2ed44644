package dev.sluice.web.metrics;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.ScheduleRecords;
import dev.sluice.operation.Project;
import dev.sluice.plan.FleetName;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleEntry.OfOccurrence;
import dev.sluice.schedule.ScheduleEntry.Watched;
import dev.sluice.schedule.ScheduleRow;
import dev.sluice.schedule.ScheduleRow.State;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.view.EnumWord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of the starts of schedules. Their records are not removed, so that the counts grow only. */
record ScheduleMetrics(ScheduleRecords records) {
    void add(FleetName fleet, Optional<Project> project, Samples.OfSite to) throws JournalException {
        var entries = records.read(fleet);
        var counts = ScheduleRows.of(entries).all().stream()
                .collect(Collectors.groupingBy(ScheduleRow::state, Collectors.counting()));
        for (var state : State.values()) {
            if (state.isSettled()) {
                to.set(Metric.STARTS, EnumWord.of(state), counts.getOrDefault(state, 0L));
            }
        }
        if (project.filter(files -> !files.playbook().schedule().isEmpty()).isPresent()) {
            lastDecision(entries, to);
        }
    }

    /** A schedule that is new has time until its first start. */
    private static void lastDecision(List<ScheduleEntry> entries, Samples.OfSite to) {
        entries.stream()
                .filter(entry -> entry instanceof OfOccurrence || entry instanceof Watched)
                .map(ScheduleEntry::at)
                .max(Comparator.naturalOrder())
                .ifPresent(at -> to.time(Metric.LAST_DECISION, at));
    }
}
