package dev.sluice.opcache;

import java.util.Collection;
import java.util.stream.Collectors;

/** Some of the scripts of a host, by name, for people. */
public final class ScriptNames {
    private static final int SHOWN = 5;

    private ScriptNames() {}

    /**
     * At most five names, and how many more there are.
     *
     * @param count of all, of which only some may be named
     */
    public static String of(Collection<String> names, int count) {
        var shown = names.stream().limit(SHOWN).map(Excerpt::of).collect(Collectors.joining(", "));
        var more = count - Math.min(SHOWN, names.size());
        return shown + (more > 0 ? " and " + more + " more" : "");
    }
}
