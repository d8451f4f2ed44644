package dev.sluice.playbook;

import dev.sluice.document.Section;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.playbook.ReleaseWindow.Opening;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code window}. */
final class WindowReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private WindowReader() {}

    static Optional<ReleaseWindow> window(Section root) {
        return root.value("window")
                .section()
                .map(section -> new ReleaseWindow(
                        Zones.read(section).orElse(ZoneOffset.UTC),
                        section.sections("open").stream()
                                .map(WindowReader::opening)
                                .toList(),
                        section.sections("blackout").stream()
                                .map(WindowReader::blackout)
                                .toList(),
                        section.choice("closing", Closing.FINISH_BATCH),
                        fit(section)));
    }

    private static Fit fit(Section section) {
        return section.value("fit")
                .flag()
                .map(on -> on ? Fit.ON : Fit.OFF)
                .orElseGet(() -> section.choice("fit", Fit.ON));
    }

    private static Opening opening(Section section) {
        var from = section.text("from", "00:00");
        var to = section.text("to", "24:00");
        if (from.equals("24:00")) {
            section.problem("from", "24:00 is the end of a day; did you mean 00:00");
        }
        if (from.equals(to)) {
            section.problem("to", "is the same as from; for a whole day write from: \"00:00\", to: \"24:00\"");
        }
        return new Opening(section.text("days").map(WindowReader::days).orElse(List.of()), time(from), time(to));
    }

    /** Days in the order of the week; a range may go over Sunday. */
    private static List<DayOfWeek> days(String text) {
        var days = new TreeSet<DayOfWeek>();
        for (var part : text.split(",", -1)) {
            var range = part.strip();
            var last = DAYS.indexOf(range.substring(range.length() - 3));
            var day = DAYS.indexOf(range.substring(0, 3));
            days.add(DayOfWeek.of(day + 1));
            while (day != last) {
                day = (day + 1) % DAYS.size();
                days.add(DayOfWeek.of(day + 1));
            }
        }
        return List.copyOf(days);
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    private static Blackout blackout(Section section) {
        var from = section.parsed("from", WindowReader::date);
        var to = section.parsed("to", WindowReader::date);
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            section.problem("to", "is before from; both ends are included");
        }
        return new Blackout(from.orElse(LocalDate.EPOCH), to.orElse(LocalDate.EPOCH), section.text("reason", ""));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("there is no such day in the calendar", e);
        }
    }
}
