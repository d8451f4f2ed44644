package dev.sluice.message;

import java.util.List;

/**
 * Some hosts.
 *
 * @param count of all of them
 * @param names of the first
 */
public record HostNames(int count, List<String> names) {
    private static final int NAMED = 20;

    public HostNames {
        names = Bounded.lines(names);
    }

    public static HostNames of(List<String> all) {
        return new HostNames(all.size(), all.stream().limit(NAMED).toList());
    }

    /** Whether there is none. */
    boolean none() {
        return count == 0;
    }

    /** Such as {@code web01, web02 and 3 more}. */
    @Override
    public String toString() {
        var named = String.join(", ", names);
        return count <= names.size() ? named : named + " and " + (count - names.size()) + " more";
    }
}
