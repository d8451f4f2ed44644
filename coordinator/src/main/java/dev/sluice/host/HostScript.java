package dev.sluice.host;

import java.util.stream.Collectors;

/**
 * A POSIX shell script that runs on a host. Its text is constant: values reach it on standard input only.
 *
 * @param name for messages, such as {@code switch}
 */
public record HostScript(String name, String text) {
    /**
     * What is sent. A shell reads it byte by byte, so it is without what a shell ignores: comments, but for the line that names it, blank
     * lines, and indentation.
     */
    public String sent() {
        return text.lines()
                .map(String::stripLeading)
                .filter(line -> !line.isEmpty())
                .filter(line -> !line.startsWith("#") || line.startsWith("# " + name + ":"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
