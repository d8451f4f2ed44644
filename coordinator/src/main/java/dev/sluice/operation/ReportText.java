package dev.sluice.operation;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.playbook.Playbook;
import dev.sluice.schedule.ScheduleRow;
import dev.sluice.schedule.ScheduleRow.State;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.schedule.UpcomingStarts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened to a fleet in a time, in words; pure. */
record ReportText(Playbook playbook, ScheduleRows rows, FleetHistory history, Instant since, Instant now) {
    String title() {
        var parts = new ArrayList<String>();
        add(parts, rollouts().size(), "rollout");
        add(parts, count(State.SKIPPED), "skipped start");
        add(parts, count(State.MISSED), "missed start");
        var waits = history.unfinished().isPresent() ? "; a rollout waits" : "";
        return "report: " + (parts.isEmpty() ? "nothing happened" : String.join(", ", parts)) + " since "
                + since.truncatedTo(ChronoUnit.MINUTES) + waits;
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what + (count == 1 ? "" : "s"));
        }
    }

    private int count(State state) {
        return (int) starts().stream().filter(row -> row.state() == state).count();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        history.problems().forEach(problem -> lines.add("record: " + problem));
        rollouts().forEach(rollout -> lines.add(line(rollout)));
        starts().forEach(row -> lines.add("schedule " + row.occurrence().schedule() + ", "
                + row.occurrence().local() + ": " + word(row.state())
                + (row.words().isEmpty() ? "" : ": " + row.words())));
        playbook.schedule().forEach(schedule -> rows.pause(schedule.name(), now)
                .ifPresent(pause -> lines.add("schedule " + schedule.name() + " is paused by " + pause.by()
                        + pause.until().map(until -> " until " + until).orElse("") + ": " + pause.reason())));
        new UpcomingStarts(playbook, rows)
                .after(now, 1).stream()
                        .filter(upcoming -> upcoming.skipped().isEmpty())
                        .findFirst()
                        .ifPresent(next ->
                                lines.add("next start: " + next.occurrence().schedule() + " at "
                                        + next.occurrence().local() + " ("
                                        + next.occurrence().at() + ")"));
        return lines;
    }

    /** The next commands for a rollout that waits. */
    List<String> next() {
        return history.unfinished()
                .map(open -> PendingRollout.next(open.id(), open.phase()))
                .orElse(List.of());
    }

    private List<RolloutSummary> rollouts() {
        return history.rollouts().stream()
                .filter(rollout -> rollout.changedAt().isAfter(since) || rollout.unfinished())
                .toList();
    }

    private List<ScheduleRow> starts() {
        return rows.all().stream().filter(row -> row.last().at().isAfter(since)).toList();
    }

    private static String line(RolloutSummary rollout) {
        var how = rollout.outcome().map(ReportText::word).orElseGet(() -> word(rollout.phase()));
        return rollout.purpose().name().toLowerCase(Locale.ROOT) + " of " + rollout.release() + " (" + rollout.id()
                + ", started by " + rollout.actor() + "): " + how;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
