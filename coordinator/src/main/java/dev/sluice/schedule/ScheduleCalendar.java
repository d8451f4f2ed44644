package dev.sluice.schedule;

import dev.sluice.cron.CronTimes;
import dev.sluice.playbook.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The instants of a schedule. A local time that a clock change skips is due at the moment of the change; one that comes twice is due the first time.
 * Where several local times fall on one instant, the first of them is the start.
 */
public final class ScheduleCalendar {
    private final String name;
    private final CronTimes times;
    private final ZoneId zone;

    public ScheduleCalendar(Schedule schedule) {
        this(schedule.name(), schedule.times(), schedule.zone());
    }

    ScheduleCalendar(String name, CronTimes times, ZoneId zone) {
        this.name = name;
        this.times = times;
        this.zone = zone;
    }

    /** The first start that is due later than this; empty if there is none in the next hundred years. */
    public Optional<Occurrence> next(Instant after) {
        var next = times.after(passed(after));
        while (next.isPresent() && !instant(next.get(), zone).isAfter(after)) {
            next = times.after(next.get());
        }
        return next.map(local -> new Occurrence(name, local, instant(local, zone)));
    }

    /** A local time all before which is due at this instant or earlier. */
    private LocalDateTime passed(Instant moment) {
        var local = LocalDateTime.ofInstant(moment, zone);
        var change = zone.getRules().getTransition(local);
        return change != null && !moment.isBefore(change.getInstant())
                // A skipped time is of no moment: these come a second time, and all of them were due the first time.
                ? change.getDateTimeBefore().minusNanos(1)
                : local;
    }

    /** The first moment at which the clocks of a zone show this time or a later one. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        var change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
