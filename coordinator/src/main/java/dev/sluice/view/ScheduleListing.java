package dev.sluice.view;

import dev.sluice.plan.RolloutId;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Schedule;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleRow;
import dev.sluice.schedule.ScheduleRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice schedule list}: the schedules of a playbook, and what became of each start.
 *
 * @param starts the newest first
 */
public record ScheduleListing(String fleet, List<Set> schedules, List<Entry> starts) implements Listing {
    public ScheduleListing {
        schedules = List.copyOf(schedules);
        starts = List.copyOf(starts);
    }

    /**
     * One schedule.
     *
     * @param paused why; null while it is not paused
     * @param pausedUntil ISO-8601, UTC; null without an end
     */
    public record Set(String name, String cron, String zone, Optional<String> paused, Optional<String> pausedUntil) {}

    /**
     * One start that was due.
     *
     * @param local in the schedule's zone, without an offset
     * @param at when it was due; ISO-8601, UTC
     * @param state {@code waiting}, {@code starting}, {@code started}, {@code skipped} or {@code missed}
     * @param words how its rollout ended, or why there was none
     */
    public record Entry(
            String schedule,
            String local,
            String at,
            String state,
            Optional<String> rollout,
            String words,
            boolean byPerson,
            String changedAt) {}

    public static ScheduleListing of(String fleet, Playbook playbook, ScheduleRows rows, Instant now) {
        var starts = new ArrayList<Entry>();
        rows.all().forEach(row -> starts.add(entry(row)));
        Collections.reverse(starts);
        return new ScheduleListing(
                fleet,
                playbook.schedule().stream()
                        .map(schedule -> set(schedule, rows.pause(schedule.name(), now)))
                        .toList(),
                starts);
    }

    private static Set set(Schedule schedule, Optional<Paused> pause) {
        return new Set(
                schedule.name(),
                schedule.cron(),
                schedule.zone().getId(),
                pause.map(paused -> paused.reason() + " (" + paused.by() + ")"),
                pause.flatMap(Paused::until).map(Instant::toString));
    }

    private static Entry entry(ScheduleRow row) {
        return new Entry(
                row.occurrence().schedule(),
                row.occurrence().local().toString(),
                row.occurrence().at().toString(),
                EnumWord.of(row.state()),
                row.rollout().map(RolloutId::value),
                row.words(),
                row.byPerson(),
                row.last().at().toString());
    }
}
