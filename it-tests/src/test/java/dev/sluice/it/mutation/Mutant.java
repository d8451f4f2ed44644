package dev.sluice.it.mutation;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A script with one thing done wrongly.
 *
 * @param script its file, such as {@code lock.sh}
 * @param line the number of the line, from 1
 * @param original that line without the blanks around it
 * @param mutated the same of the line that stands there instead
 * @param traces a test that could notice it writes one of them with the probes
 * @param text the whole script
 */
record Mutant(String script, int line, String original, String mutated, Set<String> traces, String text) {
    static Mutant of(String script, String text, Edit edit) {
        int from = text.lastIndexOf('\n', edit.start() - 1) + 1;
        int to = text.indexOf('\n', edit.end());
        var instead = text.substring(from, edit.start()) + edit.replacement() + text.substring(edit.end(), to);
        return new Mutant(
                script,
                (int) text.substring(0, edit.start()).lines().count() + (edit.start() == from ? 1 : 0),
                text.substring(from, to).lines().findFirst().orElse("").strip(),
                instead.strip(),
                edit.traces().stream().map(trace -> script + ":" + trace).collect(Collectors.toUnmodifiableSet()),
                text.substring(0, from) + instead + text.substring(to));
    }

    /**
     * Where a text is replaced by another.
     *
     * @param traces those of {@link Probes}, without the name of the script
     */
    record Edit(int start, int end, String replacement, Set<String> traces) {}

    @Override
    public String toString() {
        return "%s:%d%n    - %s%n    + %s".formatted(script, line, original, mutated);
    }
}
