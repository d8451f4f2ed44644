package dev.sluice.host;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A POSIX shell script that runs on a host. Its text is constant: values reach it on standard input only.
 *
 * @param name for messages, such as {@code switch}
 */
public record HostScript(String name, String text) {
    private static final Predicate<String> FIRST_OF_A_PART =
            Pattern.compile("# [a-z-]+: .*").asMatchPredicate();

    /**
     * What is sent. A shell reads it byte by byte, so it is without what a shell passes over: comments, but for the line that says what it is,
     * blank lines, and indentation.
     */
    public String sent() {
        return text.lines()
                .map(String::stripLeading)
                .filter(line -> !line.isEmpty())
                .filter(line -> !line.startsWith("#") || FIRST_OF_A_PART.test(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
