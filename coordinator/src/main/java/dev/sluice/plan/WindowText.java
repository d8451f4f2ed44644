package dev.sluice.plan;

import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.playbook.ReleaseWindow.Opening;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Describes a release window for people. */
public final class WindowText {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm z", Locale.ROOT);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT);

    private WindowText() {}

    /** A moment in the window's zone and in UTC, such as {@code Mon 2026-11-23 22:00 CET (2026-11-23 21:00Z)}. */
    public static String moment(Instant moment, ZoneId zone) {
        return LOCAL.format(moment.atZone(zone)) + " (" + UTC.format(moment.atZone(ZoneOffset.UTC)) + ")";
    }

    static String of(Fit fit) {
        return (fit == Fit.ROLLOUT ? "what is left of the rollout" : "a batch") + " and its revert";
    }

    static String of(Blackout blackout) {
        return "blackout from " + blackout.from() + " to " + blackout.to() + ", both included: " + blackout.reason();
    }

    static String of(ReleaseWindow window) {
        return window.open().stream().map(WindowText::of).collect(Collectors.joining(", ", "open ", "")) + " "
                + window.zone();
    }

    private static String of(Opening opening) {
        var end =
                opening.to().equals(LocalTime.MIDNIGHT) ? "24:00" : opening.to().toString();
        return days(opening.days()) + " " + opening.from() + " to " + end;
    }

    private static String days(List<DayOfWeek> days) {
        return days.isEmpty() || days.size() == DayOfWeek.values().length
                ? "every day"
                : days.stream()
                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
    }
}
