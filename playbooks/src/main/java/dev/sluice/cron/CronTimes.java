package dev.sluice.cron;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The local dates and times that a cron text names. Quartz evaluates it in UTC, where no hour is skipped and none comes twice; its own evaluation in a
 * zone with daylight saving skips some days and doubles others.
 */
public final class CronTimes {
    private static final TimeZone WITHOUT_CHANGES = TimeZone.getTimeZone(ZoneOffset.UTC);
    private static final int UNIX_FIELDS = 5;

    /** For a text that names a day that no calendar has: before it no release was made. */
    private static final LocalDateTime BEGINNING = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final String text;

    /** Several where Unix means a day of the month or a day of the week. */
    private final List<CronExpression> expressions;

    private CronTimes(String text, List<CronExpression> expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    /**
     * Reads five fields as Unix does (minutes, hours, day of month, month, day of week; of the two days either is enough), or six or seven as Quartz does
     * (seconds first, perhaps a year last), where days of the week have to be names.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public static CronTimes parse(String text) {
        var fields = List.of(text.strip().split(" +"));
        var quartz = fields.size() == UNIX_FIELDS ? FiveFields.quartz(fields) : List.of(SixFields.checked(fields));
        var times = new CronTimes(
                String.join(" ", fields),
                quartz.stream().map(CronTimes::expression).toList());
        if (times.after(BEGINNING).isEmpty()) {
            throw new IllegalArgumentException("there is no such day in the calendar");
        }
        return times;
    }

    private static CronExpression expression(String quartz) {
        try {
            var expression = new CronExpression(quartz);
            expression.setTimeZone(WITHOUT_CHANGES);
            return expression;
        } catch (ParseException e) {
            throw new IllegalArgumentException("it is no cron expression: " + e.getMessage(), e);
        }
    }

    /** The first of these times that is later, to the second; empty if there is none in the next hundred years. */
    public Optional<LocalDateTime> after(LocalDateTime local) {
        var date = Date.from(local.toInstant(ZoneOffset.UTC));
        return expressions.stream()
                .flatMap(expression -> Optional.ofNullable(expression.getNextValidTimeAfter(date)).stream())
                .min(Date::compareTo)
                .map(next -> LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC));
    }

    /** As it was written, with single blanks. */
    @Override
    public String toString() {
        return text;
    }
}
