package dev.sluice.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Folds lines that are wider than a window at blanks, never inside a word; what follows is indented as the text of the line is. A word that is wider than
 * the window has a line of its own.
 */
public final class FoldedLines extends FilterWriter {
    /** The column of the phase, and the gap behind it. */
    private static final Pattern HEAD = Pattern.compile(" *\\S+( \\S+)?  +(?=\\S)");

    /** A text that begins further right leaves too little room. */
    private static final int DEEPEST = 24;

    private final int columns;
    private final StringBuilder line = new StringBuilder();

    /** @param columns of the window, from 40 */
    public FoldedLines(Writer writer, int columns) {
        super(writer);
        this.columns = columns;
    }

    @Override
    public void write(int character) throws IOException {
        if (character != '\n') {
            line.append((char) character);
            return;
        }
        out.write(folded(line.toString()));
        out.write('\n');
        line.setLength(0);
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(characters[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }

    /** A line that has no end yet, such as a question, is not held back. */
    @Override
    public void flush() throws IOException {
        out.write(line.toString());
        line.setLength(0);
        super.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
        super.close();
    }

    private String folded(String text) {
        var indent = " ".repeat(indent(text));
        var folded = new StringBuilder();
        var rest = text;
        while (DisplayWidth.of(rest) > columns) {
            int cut = cut(rest);
            if (cut < 0) {
                break;
            }
            folded.append(rest.substring(0, cut).stripTrailing()).append('\n');
            rest = indent + rest.substring(cut).strip();
        }
        return folded.append(rest).toString();
    }

    /** The last blank that fits, or else the first one behind a word that does not; none in the indentation. */
    private int cut(String text) {
        int from = text.length() - text.stripLeading().length();
        int cut = -1;
        for (int at = text.indexOf(' ', from); at >= 0; at = text.indexOf(' ', at + 1)) {
            if (cut >= 0 && DisplayWidth.of(text.substring(0, at)) > columns) {
                return cut;
            }
            cut = at;
        }
        return cut;
    }

    private int indent(String text) {
        var head = HEAD.matcher(text);
        if (head.lookingAt() && head.end() <= Math.min(DEEPEST, columns / 2)) {
            return head.end();
        }
        return Math.min(DEEPEST, text.length() - text.stripLeading().length() + 2);
    }
}
