package dev.sluice.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts that are equal but for their numbers, as one text: {@code took 31 to 58 ms}. A number that is part of a name or an id is text. */
final class NumberRanges {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.:/-])[0-9]{1,15}(?:\\.[0-9]{1,6})?(?![\\w/-]|[.:][0-9])");

    private final String pattern;
    private final List<Range> ranges;

    private record Range(String least, String most) {
        Range with(String number) {
            var value = new BigDecimal(number);
            return new Range(
                    value.compareTo(new BigDecimal(least)) < 0 ? number : least,
                    value.compareTo(new BigDecimal(most)) > 0 ? number : most);
        }

        String shown() {
            return least.equals(most) ? least : least + " to " + most;
        }
    }

    private NumberRanges(String pattern, List<Range> ranges) {
        this.pattern = pattern;
        this.ranges = ranges;
    }

    static NumberRanges of(String text) {
        return new NumberRanges(
                text,
                new ArrayList<>(numbers(text).stream()
                        .map(number -> new Range(number, number))
                        .toList()));
    }

    /** The same for texts that are equal but for their numbers. */
    static String without(String text) {
        return NUMBER.matcher(text).replaceAll("#");
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(match -> match.group()).toList();
    }

    void add(String text) {
        var numbers = numbers(text);
        for (int i = 0; i < numbers.size(); i++) {
            ranges.set(i, ranges.get(i).with(numbers.get(i)));
        }
    }

    String shown() {
        var shown = new StringBuilder();
        var matcher = NUMBER.matcher(pattern);
        for (var range : ranges) {
            if (matcher.find()) {
                matcher.appendReplacement(shown, range.shown());
            }
        }
        return matcher.appendTail(shown).toString();
    }
}
