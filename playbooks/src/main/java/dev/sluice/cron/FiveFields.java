package dev.sluice.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Translates the five fields of Unix into expressions of Quartz. Days of the week become names, because Quartz counts them from Sunday as 1 and Unix
 * from Sunday as 0.
 */
final class FiveFields {
    private static final Pattern ITEM =
            Pattern.compile("(?:\\*|([A-Za-z]{3}|[0-9]{1,2})(?:-([A-Za-z]{3}|[0-9]{1,2}))?)(?:/([0-9]{1,2}))?");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Field MINUTES = new Field("minutes", 0, 59, List.of());
    private static final Field HOURS = new Field("hours", 0, 23, List.of());
    private static final Field DAY_OF_MONTH = new Field("day of month", 1, 31, List.of());
    private static final Field MONTH = new Field("month", 1, 12, MONTHS);

    /** 7 is Sunday too. */
    private static final Field DAY_OF_WEEK = new Field("day of week", 0, 7, DAYS);

    private FiveFields() {}

    /**
     * One expression, or two where a day of the month and a day of the week are written: either is enough.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static List<String> quartz(List<String> fields) {
        var time = "0 " + MINUTES.numbers(fields.get(0)) + " " + HOURS.numbers(fields.get(1)) + " ";
        var month = MONTH.numbers(fields.get(3));
        var ofMonth = fields.get(2);
        var ofWeek = fields.get(4);
        var byMonth = time + DAY_OF_MONTH.numbers(ofMonth) + " " + month + " ?";
        var byWeek = time + "? " + month + " " + days(ofWeek);
        if (ofWeek.equals("*")) {
            return List.of(byMonth);
        }
        if (ofMonth.equals("*")) {
            return List.of(byWeek);
        }
        if (ofMonth.startsWith("*") || ofWeek.startsWith("*")) {
            throw new IllegalArgumentException(
                    "a day of month and a day of week, of which one is */N, are not the same everywhere; list the days");
        }
        return List.of(byMonth, byWeek);
    }

    private static String days(String written) {
        return DAY_OF_WEEK.values(written).stream()
                .map(day -> DAYS.get(day % DAYS.size()))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private record Field(String name, int from, int to, List<String> names) {
        String numbers(String written) {
            return values(written).stream().map(String::valueOf).collect(Collectors.joining(","));
        }

        TreeSet<Integer> values(String written) {
            var values = new TreeSet<Integer>();
            for (var item : written.split(",", -1)) {
                var match = ITEM.matcher(item);
                if (!match.matches()) {
                    throw refused("is not valid in a cron expression with five fields");
                }
                values.addAll(values(match));
            }
            return values;
        }

        private List<Integer> values(Matcher item) {
            var first = item.group(1);
            var last = item.group(2);
            var step = item.group(3);
            if (step != null && first != null && last == null) {
                throw refused("has a step after a single number; write */N or A-B/N");
            }
            int start = first == null ? from : number(first);
            int end = first == null ? to : last == null ? start : number(last);
            int by = step == null ? 1 : Integer.parseInt(step);
            if (start > end || by == 0) {
                throw refused("has a range or a step that contains nothing");
            }
            var values = new ArrayList<Integer>();
            for (int value = start; value <= end; value += by) {
                values.add(value);
            }
            return values;
        }

        private int number(String text) {
            int named = names.indexOf(text.toUpperCase(Locale.ROOT));
            if (named >= 0) {
                return named + (this.equals(MONTH) ? 1 : 0);
            }
            if (!Character.isDigit(text.charAt(0))) {
                throw refused("has the unknown name " + text);
            }
            int number = Integer.parseInt(text);
            if (number < from || number > to) {
                throw refused("goes from " + from + " to " + to + ", and " + text + " is outside");
            }
            return number;
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException("the field " + name + " " + why);
        }
    }
}
