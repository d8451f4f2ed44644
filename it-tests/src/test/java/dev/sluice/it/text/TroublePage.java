package dev.sluice.it.text;

import dev.sluice.it.text.Messages.Shown;
import dev.sluice.step.StepFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The page of the documentation about what can go wrong: each message with its cause and its remedy. */
final class TroublePage {
    private static final String BEGINNING = """
            # Troubleshooting

            Messages of Sluice, sorted by their text: what it means where that is not plain, and what to do. An ellipsis is a name, a path or a
            number. `sluice doctor` finds most causes before a release does, and `sluice logs` shows what a host or a task printed.

            """;

    private TroublePage() {}

    static String text() throws IOException {
        var sections = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        Stream.concat(
                        Messages.all().stream().map(Messages.Message::shown),
                        Arrays.stream(StepFailure.values())
                                .map(failure -> new Shown(failure.what(), "", failure.next())))
                .filter(shown -> shown.what().replace("…", "").matches(".*\\p{L}{3}.*"))
                .forEach(shown -> sections.merge(
                        shown.what(), section(shown), (one, other) -> one.contains(other) ? one : one + other));
        var page = new StringBuilder(BEGINNING);
        sections.forEach((what, rest) ->
                page.append("## ").append(what).append("\n").append(rest).append("\n"));
        // What is in angle brackets would be a tag.
        return page.toString().strip().replace("<", "&lt;") + "\n";
    }

    private static String section(Shown shown) {
        return line("Cause", shown.why()) + line("Next", shown.next());
    }

    private static String line(String title, String text) {
        return text.replace("…", "").isBlank() ? "" : "- " + title + ": " + text + "\n";
    }
}
