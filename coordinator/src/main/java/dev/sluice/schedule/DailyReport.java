package dev.sluice.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A report that is made every day, once.
 *
 * @param to identifies who receives it
 */
public record DailyReport(String to, LocalTime time, ZoneId zone) {
    /** The day whose report is to be made now. Those of earlier days are not made up for: the next one covers them. */
    public Optional<LocalDate> due(ScheduleRows rows, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        return ScheduleCalendar.instant(today.atTime(time), zone).isAfter(now) || rows.isReported(to, today)
                ? Optional.empty()
                : Optional.of(today);
    }
}
