package dev.sluice.message;

import dev.sluice.document.HarmlessText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Limits of what becomes part of a message: its text may come from hosts. */
final class Bounded {
    /** Characters of a line. */
    private static final int LINE = 300;
    /** Characters of a text that are read: it may be long, and begin with what is not shown. */
    private static final int READ = 4_000;
    /** Lines of one kind. */
    private static final int LINES = 40;

    private Bounded() {}

    /** One line; a character that was cut in two by the limit is removed the second time. */
    static String line(String raw) {
        var start = raw.length() <= READ ? raw : raw.substring(0, READ);
        return HarmlessText.line(HarmlessText.line(start, LINE), LINE);
    }

    /** Lines that have a text, and where there were more, how many. */
    static List<String> lines(List<String> raw) {
        var given = raw.stream().filter(line -> !line.isBlank()).toList();
        var isMore = given.size() > LINES;
        var lines = given.stream()
                .limit(isMore ? LINES - 1 : LINES)
                .map(Bounded::line)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        if (isMore) {
            lines.add("and " + (given.size() - LINES + 1) + " more lines");
        }
        return List.copyOf(lines);
    }
}
