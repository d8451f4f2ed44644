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
        // Times up to the one that the clocks show are due by now; of an hour that comes twice, later ones are, too.
        var next = times.after(LocalDateTime.ofInstant(after, zone));
        while (next.isPresent() && !instant(next.get(), zone).isAfter(after)) {
            next = times.after(next.get());
        }
        return next.map(local -> new Occurrence(name, local, instant(local, zone)));
    }

    /** The first moment at which the clocks of a zone show this time or a later one. */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        var change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
