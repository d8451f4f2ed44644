package dev.sluice.it.mutation;

/**
 * A script with one thing done wrongly.
 *
 * @param script its file, such as {@code lock.sh}
 * @param line the number of the line, from 1
 * @param original that line without the blanks around it
 * @param mutated the same of the line that stands there instead
 * @param probe the offset of the statement that it is in
 * @param text the whole script
 */
record Mutant(String script, int line, String original, String mutated, int probe, String text) {
    static Mutant of(String script, String text, Edit edit) {
        int from = text.lastIndexOf('\n', edit.start() - 1) + 1;
        int to = text.indexOf('\n', edit.end());
        var instead = text.substring(from, edit.start()) + edit.replacement() + text.substring(edit.end(), to);
        return new Mutant(
                script,
                (int) text.substring(0, edit.start()).lines().count() + (edit.start() == from ? 1 : 0),
                text.substring(from, to).lines().findFirst().orElse("").strip(),
                instead.strip(),
                edit.probe(),
                text.substring(0, from) + instead + text.substring(to));
    }

    /** Where a text is replaced by another. */
    record Edit(int start, int end, String replacement, int probe) {}

    @Override
    public String toString() {
        return "%s:%d%n    - %s%n    + %s".formatted(script, line, original, mutated);
    }
}
