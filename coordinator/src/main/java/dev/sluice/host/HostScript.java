package dev.sluice.host;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A POSIX shell script that runs on a host. Its text is constant: values reach it on standard input only. */
public final class HostScript {
    private final String name;
    private final String text;
    private volatile @Nullable String sent;

    /** @param name for messages, such as {@code switch} */
    public HostScript(String name, String text) {
        this.name = name;
        this.text = text;
    }

    public String name() {
        return name;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /**
     * What is sent. A shell reads it byte by byte, so it is without what a shell ignores: functions that nothing calls, comments, but for the line that
     * names it, blank lines, and indentation. It is made when it is needed first: a command uses few of the scripts, many times.
     */
    public String sent() {
        var made = sent;
        if (made == null) {
            made = make();
            sent = made;
        }
        return made;
    }

    private String make() {
        var code = text.lines().filter(this::isCode).toList();
        return CalledFunctions.of(code).stream().map(String::stripLeading).collect(Collectors.joining("\n", "", "\n"));
    }

    private boolean isCode(String line) {
        var stripped = line.stripLeading();
        return !stripped.isEmpty() && (!stripped.startsWith("#") || stripped.startsWith("# " + name + ":"));
    }

    @Override
    public String toString() {
        return name;
    }
}
