package dev.sluice.schedule;

import dev.sluice.playbook.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is done before the time of a start: its check by day, and the upload of its release.
 *
 * @param schedules of a playbook
 */
public record Preparations(List<Schedule> schedules) {
    public Preparations {
        schedules = List.copyOf(schedules);
    }

    /** Something that is due before a start. */
    public record Preparation(Schedule schedule, Occurrence occurrence) {}

    /** Starts whose release is to be uploaded now: their time is near, and they are not paused. */
    public List<Preparation> stages(ScheduleRows rows, Instant now) {
        return next(rows, now)
                .filter(next -> stage(next.schedule(), next.occurrence())
                        .filter(moment -> !moment.isAfter(now))
                        .isPresent())
                .filter(next -> rows.staged(next.occurrence()).isEmpty())
                .toList();
    }

    /** Starts of today that are to be checked now. A check that was missed is made up for, as long as it comes before the start. */
    public List<Preparation> checks(ScheduleRows rows, Instant now) {
        return next(rows, now)
                .filter(next -> check(next.schedule(), next.occurrence())
                        .filter(moment -> !moment.isAfter(now))
                        .isPresent())
                .filter(next -> !rows.isChecked(
                        next.schedule().name(), next.occurrence().local().toLocalDate()))
                .toList();
    }

    private Stream<Preparation> next(ScheduleRows rows, Instant now) {
        return schedules.stream()
                .filter(rows::isWatched)
                .flatMap(schedule -> new ScheduleCalendar(schedule)
                        .next(now).stream().map(occurrence -> new Preparation(schedule, occurrence)))
                .filter(next -> rows.pause(
                                next.schedule().name(), next.occurrence().at())
                        .isEmpty());
    }

    /** When it is prepared for. */
    Stream<Instant> moments(Schedule schedule, Occurrence occurrence) {
        return Stream.concat(stage(schedule, occurrence).stream(), check(schedule, occurrence).stream());
    }

    private static Optional<Instant> stage(Schedule schedule, Occurrence occurrence) {
        return schedule.stage().map(occurrence.at()::minus);
    }

    private static Optional<Instant> check(Schedule schedule, Occurrence occurrence) {
        return schedule.check()
                .map(time -> ScheduleCalendar.instant(
                        occurrence.local().toLocalDate().atTime(time), schedule.zone()))
                .filter(moment -> moment.isBefore(occurrence.at()));
    }
}
