package dev.sluice.web.page;

import dev.sluice.document.HumanUnits;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Times for people, in the zone of a site and in UTC.
 *
 * @param now the moment at which a page is made
 */
record Moments(ZoneId zone, Instant now) {
    private static final DateTimeFormatter LOCAL = format("EEE d MMM HH:mm z");
    private static final DateTimeFormatter UTC = format("EEE d MMM HH:mm 'UTC'");
    private static final DateTimeFormatter TIME = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter WEEKDAY = format("EEEE");
    private static final DateTimeFormatter DATE = format("d MMM uuuu");

    /** Days in which a weekday names one day. */
    private static final int WEEK = 7;

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.UK);
    }

    /**
     * A moment.
     *
     * @param iso ISO-8601, UTC, for programs
     * @param local such as {@code Thu 26 Nov 22:30 CET}
     * @param utc such as {@code Thu 26 Nov 21:30 UTC}
     */
    record When(String iso, String local, String utc) {}

    When when(Instant moment) {
        var iso = moment.truncatedTo(ChronoUnit.SECONDS).toString();
        return new When(iso, LOCAL.format(moment.atZone(zone)), UTC.format(moment.atZone(ZoneOffset.UTC)));
    }

    /** Such as {@code 22:41:07}. */
    String second(Instant moment) {
        return SECOND.format(moment.atZone(zone));
    }

    /** The nearest words that name it: {@code 22:41} today, {@code yesterday 22:41}, {@code Tuesday}, {@code 3 Nov 2026}. */
    String near(Instant moment) {
        var local = moment.atZone(zone);
        long days =
                ChronoUnit.DAYS.between(local.toLocalDate(), now.atZone(zone).toLocalDate());
        if (days == 0) {
            return TIME.format(local);
        }
        if (days == 1) {
            return "yesterday " + TIME.format(local);
        }
        if (days == -1) {
            return "tomorrow " + TIME.format(local);
        }
        return days > 1 && days < WEEK ? WEEKDAY.format(local) : DATE.format(local);
    }

    /** Such as {@code 31 min}; zero for a moment in the past. */
    String left(Instant until) {
        return HumanUnits.left(now, until);
    }

    /** Such as {@code 31 min ago}. */
    String ago(Instant moment) {
        return HumanUnits.left(moment, now) + " ago";
    }

    /** The name of the zone, such as {@code Europe/Berlin}. */
    String place() {
        return zone.getId();
    }
}
