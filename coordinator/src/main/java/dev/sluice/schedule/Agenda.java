package dev.sluice.schedule;

import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Schedule;
import dev.sluice.playbook.Schedule.Missed;
import dev.sluice.schedule.Decision.Miss;
import dev.sluice.schedule.Decision.Skip;
import dev.sluice.schedule.Decision.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the schedules of a playbook want at a moment, given what was recorded. */
public final class Agenda {
    /** A start within this time is no late one: cron lines and busy machines take some of it. */
    public static final Duration ON_TIME = Duration.ofMinutes(5);

    /** Starts of one schedule that are decided at once; a schedule of every second that slept for a year takes several turns. */
    private static final int MOST = 10_000;

    private final List<Schedule> schedules;
    private final Map<String, ScheduleCalendar> calendars;
    private final Openings openings;

    public Agenda(Playbook playbook) {
        this.schedules = playbook.schedule();
        this.calendars =
                schedules.stream().collect(Collectors.toUnmodifiableMap(Schedule::name, ScheduleCalendar::new));
        this.openings = new Openings(playbook.window());
    }

    /** Schedules that are new, or have other times than those that were recorded: they are watched from now on. */
    public List<Schedule> unwatched(ScheduleRows rows) {
        return schedules.stream().filter(schedule -> !rows.isWatched(schedule)).toList();
    }

    /**
     * What becomes of every start whose time has come, the earliest first. Of starts at one instant the one that is first in the file is started. Only
     * the first start is to be performed before the next decision.
     */
    public List<Decision> due(ScheduleRows rows, Instant now) {
        var decisions = new ArrayList<Decision>();
        for (var schedule : schedules) {
            var due = occurrences(schedule, rows, now);
            for (int i = 0; i < due.size(); i++) {
                var occurrence = due.get(i);
                var unwanted = unwanted(occurrence, rows);
                decisions.add(
                        unwanted.isPresent()
                                ? unwanted.get()
                                : i < due.size() - 1
                                        ? new Miss(occurrence, "its time passed, and a later start of it is due")
                                        : decide(schedule, occurrence, rows, now));
            }
        }
        decisions.sort(Comparator.comparing(decision -> decision.occurrence().at()));
        return firstOfEachInstant(decisions);
    }

    private ScheduleCalendar calendar(Schedule schedule) {
        return Objects.requireNonNull(calendars.get(schedule.name()));
    }

    private List<Occurrence> occurrences(Schedule schedule, ScheduleRows rows, Instant now) {
        var due = new ArrayList<Occurrence>();
        rows.waiting(schedule).forEach(row -> due.add(row.occurrence()));
        var calendar = calendar(schedule);
        var from = rows.recordedUpTo(schedule);
        var next = from.flatMap(calendar::next);
        while (next.filter(occurrence -> !occurrence.at().isAfter(now)).isPresent() && due.size() < MOST) {
            // Where the rules of the zone have changed since, a local time that has a row comes again.
            next.filter(occurrence -> rows.row(occurrence).isEmpty()).ifPresent(due::add);
            next = calendar.next(next.get().at());
        }
        return due;
    }

    private Optional<Skip> unwanted(Occurrence occurrence, ScheduleRows rows) {
        var paused = rows.pause(occurrence.schedule(), occurrence.at())
                .map(pause ->
                        "paused" + pause.until().map(end -> " until " + end).orElse("") + " by " + pause.by() + ": "
                                + pause.reason());
        return paused.or(() -> openings.closedAt(occurrence.at()).map(why -> "outside the window: " + why))
                .map(reason -> new Skip(occurrence, reason));
    }

    private Decision decide(Schedule schedule, Occurrence occurrence, ScheduleRows rows, Instant now) {
        var patience = occurrence.at().plus(schedule.artifact().patience());
        var waits = rows.row(occurrence).isPresent() && !now.isAfter(patience);
        if (!waits && now.isAfter(occurrence.at().plus(ON_TIME))) {
            return late(schedule, occurrence, now);
        }
        return closedSince(occurrence, now)
                .<Decision>map(reason -> new Miss(occurrence, reason))
                .orElseGet(() -> new Start(occurrence, schedule, latest(patience, now)));
    }

    private Decision late(Schedule schedule, Occurrence occurrence, Instant now) {
        if (schedule.missed() == Missed.SKIP) {
            return new Miss(occurrence, "nothing started it at its time");
        }
        var patience = occurrence.at().plus(schedule.artifact().patience());
        return openings.isSame(occurrence.at(), now, patience)
                ? new Start(occurrence, schedule, latest(patience, now))
                : new Miss(
                        occurrence,
                        "nothing started it at its time, and "
                                + closedSince(occurrence, now).orElse("it can wait for no longer than wait_for"));
    }

    private Optional<String> closedSince(Occurrence occurrence, Instant now) {
        return openings.closes(occurrence.at())
                .filter(end -> !now.isBefore(end))
                .map(end -> "its window closed at " + end);
    }

    /** A start waits for its artifact no longer than its window is open. */
    private Instant latest(Instant patience, Instant now) {
        var end = openings.closes(now).filter(close -> close.isBefore(patience)).orElse(patience);
        return end.isBefore(now) ? now : end;
    }

    private static List<Decision> firstOfEachInstant(List<Decision> decisions) {
        var result = new ArrayList<Decision>();
        var first = Optional.<Occurrence>empty();
        for (var decision : decisions) {
            if (!(decision instanceof Start)) {
                result.add(decision);
                continue;
            }
            var occurrence = decision.occurrence();
            var before = first.filter(other -> other.at().equals(occurrence.at()));
            result.add(
                    before.isEmpty()
                            ? decision
                            : new Skip(
                                    occurrence,
                                    before.get().schedule()
                                            + " is due at the same time, and is before it in the playbook"));
            first = before.isEmpty() ? Optional.of(occurrence) : first;
        }
        return List.copyOf(result);
    }

    /** The first moment after this one at which something becomes due: a start, or what is done before one. */
    public Optional<Instant> next(Instant now) {
        var ahead = new Preparations(schedules);
        return schedules.stream()
                .flatMap(schedule -> calendar(schedule).next(now).stream()
                        .flatMap(next -> Stream.concat(Stream.of(next.at()), ahead.moments(schedule, next))))
                .filter(moment -> moment.isAfter(now))
                .min(Comparator.naturalOrder());
    }
}
