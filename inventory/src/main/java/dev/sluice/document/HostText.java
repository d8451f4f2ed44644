package dev.sluice.document;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text from a host, in the form in which it came. Each way to print it, concatenation with other text included, prints one harmless line: without control
 * and invisible characters, and shortened. What the host sent is behind {@link #raw}, which the architecture rules allow to few classes.
 */
public final class HostText implements Comparable<HostText> {
    /** No text. */
    public static final HostText NONE = new HostText("");

    /** Characters of {@link #toString}; messages that people read have no use for more. */
    private static final int MOST_CHARS = 400;

    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9._/@:+-]*");

    private final String raw;

    private HostText(String raw) {
        this.raw = raw;
    }

    /** @param raw as the host sent it */
    public static HostText of(String raw) {
        return raw.isEmpty() ? NONE : new HostText(raw);
    }

    public boolean isEmpty() {
        return raw.isEmpty();
    }

    /** Whether the host sent exactly this text. {@code equals} is for two texts from hosts. */
    public boolean is(String text) {
        return raw.equals(text);
    }

    /** Its lines, without line breaks. */
    public List<HostText> lines() {
        return raw.lines().map(HostText::of).toList();
    }

    /**
     * One harmless line.
     *
     * @param most characters, an ellipsis included
     */
    public String shown(int most) {
        return HarmlessText.line(raw, most);
    }

    /**
     * The end of it, where programs print the reason, in one harmless line.
     *
     * @param most characters after an ellipsis
     */
    public String shownEnd(int most) {
        var line = HarmlessText.line(raw, Integer.MAX_VALUE);
        return line.length() <= most ? line : "…" + line.substring(line.length() - most);
    }

    /** One word of a command that a person copies into a shell: in quotes unless it has only harmless characters. */
    public String shellWord() {
        var line = toString();
        return PLAIN_WORD.matcher(line).matches() ? line : "'" + line.replace("'", "'\\''") + "'";
    }

    /** What the host sent, unescaped: for comparisons and parsers, and never for people. */
    public String raw() {
        return raw;
    }

    @Override
    public int compareTo(HostText other) {
        return raw.compareTo(other.raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostText text && raw.equals(text.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    /** One harmless line of at most 400 characters. */
    @Override
    public String toString() {
        return shown(MOST_CHARS);
    }
}
