package dev.sluice.operation;

import dev.sluice.document.Durations;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.schedule.ScheduleCalendar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A moment as people write it on the command line: a duration from now such as {@code 4h}, a local time such as {@code 2026-12-24T12:00}, or a time with an
 * offset such as {@code 2026-12-24T11:00:00Z}.
 *
 * @param option for messages
 * @param zone of local times; one that a clock change skips is the moment of the change
 */
public record WrittenTime(String option, Instant now, ZoneId zone) {
    public Instant parse(String text) throws RefusedException {
        var duration = Durations.parse(text);
        if (duration.isPresent()) {
            return now.plus(duration.get());
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            return local(text);
        }
    }

    /** The same where a moment that has passed cannot be meant. */
    public Instant parseLater(String text) throws RefusedException {
        var moment = parse(text);
        if (!moment.isAfter(now)) {
            throw new RefusedException(
                    Reason.USAGE, List.of(option + ": " + text + " is over already"), "write a later time");
        }
        return moment;
    }

    private Instant local(String text) throws RefusedException {
        try {
            return ScheduleCalendar.instant(LocalDateTime.parse(text), zone);
        } catch (DateTimeException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of(option + " is no time: " + text),
                    "write 4h for a duration from now, 2026-12-24T12:00 for a time in " + zone
                            + ", or 2026-12-24T11:00:00Z for one in UTC");
        }
    }
}
