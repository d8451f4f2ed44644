package dev.sluice.playbook;

import dev.sluice.document.Position;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One mistake in a reference file.
 *
 * @param what kind of mistake
 * @param detail which one exactly
 * @param text the whole file with it
 * @param expected where it has to be reported
 * @param words what the report has to say
 */
record Mutation(Kind what, String detail, String text, Position expected, String words) {
    /** Stands before the place that is expected, where that is easier than counting. */
    static final String MARK = "\uE000";

    enum Kind {
        MISSPELT,
        WRONG_TYPE,
        OUT_OF_RANGE,
        DOUBLED,
        MOVED
    }

    static Mutation at(Kind what, String detail, String text, Node node, String words) {
        var mark = ReferenceText.mark(node);
        return new Mutation(what, detail, text, new Position(mark.getLine() + 1, mark.getColumn() + 1), words);
    }

    static Mutation marked(Kind what, String detail, String text, String words) {
        var at = text.indexOf(MARK);
        var before = text.substring(0, at);
        var line = Math.toIntExact(before.chars().filter(c -> c == '\n').count()) + 1;
        var position = new Position(line, before.length() - before.lastIndexOf('\n'));
        return new Mutation(what, detail, before + text.substring(at + 1), position, words);
    }

    @Override
    public String toString() {
        return what + " (" + detail + ")";
    }
}
