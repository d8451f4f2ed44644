package dev.sluice.it.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The mutants that do nothing wrong that a test could notice, each with the reason: {@code equivalent.txt}. */
record EquivalentMutants(List<Entry> entries) {
    /**
     * One of them.
     *
     * @param original the line of the script without the blanks around it, {@code mutated} what stands there instead
     */
    record Entry(String script, String original, String mutated, String reason) {
        boolean isOf(Mutant mutant) {
            return script.equals(mutant.script())
                    && original.equals(mutant.original())
                    && mutated.equals(mutant.mutated());
        }
    }

    static EquivalentMutants ofTheProject() throws IOException {
        try (var in = EquivalentMutants.class.getResourceAsStream("equivalent.txt")) {
            if (in == null) {
                throw new IOException("equivalent.txt is not beside " + EquivalentMutants.class);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Reads the list. Four lines are an entry: the script's file and the reason follow {@code #} and {@code =}, the line of the script and of
     * the mutant {@code -} and {@code +}. Other lines are empty.
     */
    static EquivalentMutants read(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < lines.size(); i += 4) {
            entries.add(new Entry(
                    after("# ", lines, i),
                    after("- ", lines, i + 1),
                    after("+ ", lines, i + 2),
                    after("= ", lines, i + 3)));
        }
        return new EquivalentMutants(List.copyOf(entries));
    }

    private static String after(String beginning, List<String> lines, int index) {
        var line = index < lines.size() ? lines.get(index) : "";
        if (!line.startsWith(beginning)) {
            throw new IllegalArgumentException("expected a line with " + beginning + "but found: " + line);
        }
        return line.substring(beginning.length());
    }

    boolean contains(Mutant mutant) {
        return entries.stream().anyMatch(entry -> entry.isOf(mutant));
    }

    /** Those that no mutant is like any more. */
    List<Entry> unused(List<Mutant> mutants) {
        return entries.stream()
                .filter(entry -> mutants.stream().noneMatch(entry::isOf))
                .toList();
    }
}
