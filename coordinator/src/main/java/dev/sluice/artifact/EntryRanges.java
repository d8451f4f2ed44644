package dev.sluice.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a manifest, by the numbers of its lines. As text: numbers and ranges in ascending order, the first line is 1, such as
 * {@code 1-3,8}; empty for none.
 */
public final class EntryRanges {
    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?");

    private final List<Range> ranges;

    private EntryRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Both are included. */
    private record Range(int first, int last) {
        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    /** All entries of a manifest with that many lines. */
    public static EntryRanges all(int lines) {
        return new EntryRanges(lines == 0 ? List.of() : List.of(new Range(1, lines)));
    }

    /**
     * Reads the text form.
     *
     * @param lines of the manifest
     * @throws IllegalArgumentException for any other text, and for a number beyond the last line
     */
    public static EntryRanges parse(String text, int lines) {
        var ranges = new ArrayList<Range>();
        int before = 0;
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            var matcher = RANGE.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a range of lines: " + ShownText.quoted(part));
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (first <= before || last < first || last > lines) {
                throw new IllegalArgumentException(
                        "line " + part + " after line " + before + " of a manifest of " + lines);
            }
            ranges.add(new Range(first, last));
            before = last;
        }
        return new EntryRanges(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** How many entries. */
    public int count() {
        return ranges.stream().mapToInt(range -> range.last - range.first + 1).sum();
    }

    /** @param index of an entry in {@link Manifest#entries()}, from 0 */
    public boolean contains(int index) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var range = ranges.get(middle);
            if (index + 1 < range.first) {
                high = middle - 1;
            } else if (index + 1 > range.last) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryRanges that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** The text form. */
    @Override
    public String toString() {
        return String.join(",", ranges.stream().map(Range::toString).toList());
    }
}
