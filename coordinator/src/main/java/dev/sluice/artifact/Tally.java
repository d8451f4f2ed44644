package dev.sluice.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Findings by kind: how many, and the first few of each, so that a million of them fill neither memory nor screen. */
final class Tally<F extends Enum<F> & EntryNote> {
    private static final int EXAMPLES = 5;

    private final Map<F, Group> groups = new TreeMap<>();

    void add(F finding, String example) {
        Group group = groups.computeIfAbsent(finding, f -> new Group());
        group.count++;
        if (group.examples.size() < EXAMPLES) {
            group.examples.add(example);
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    long total() {
        return groups.values().stream().mapToLong(g -> g.count).sum();
    }

    /** One line for each kind: {@code hard link (2): "a", "b"; why and what to do}. */
    List<String> lines() {
        return groups.entrySet().stream()
                .map(g -> g.getKey().what() + " " + g.getValue() + "; "
                        + g.getKey().advice())
                .toList();
    }

    private static final class Group {
        private final List<String> examples = new ArrayList<>();
        private long count;

        @Override
        public String toString() {
            String shown = String.join(", ", examples);
            long more = count - examples.size();
            return "(" + count + "): " + shown + (more > 0 ? " and " + more + " more" : "");
        }
    }
}
