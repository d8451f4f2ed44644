package dev.sluice.playbook;

import java.util.List;
import java.util.regex.Pattern;

/** A first check of a cron expression; Quartz, which runs it, decides. */
final class CronText {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9*?/,#-]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final List<Field> FIELDS = List.of(
            new Field("seconds", 0, 59),
            new Field("minutes", 0, 59),
            new Field("hours", 0, 23),
            new Field("day of month", 1, 31),
            new Field("month", 1, 12),
            new Field("day of week", 1, 7),
            new Field("year", 1970, 2099));
    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;

    private CronText() {}

    /**
     * The expression with single blanks.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static String checked(String text) {
        var fields = List.of(text.strip().split(" +"));
        for (int i = 0; i < fields.size(); i++) {
            check(fields.get(i), FIELDS.get(i));
        }
        if (fields.get(DAY_OF_MONTH).equals("?") == fields.get(DAY_OF_WEEK).equals("?")) {
            throw new IllegalArgumentException(
                    "exactly one of day of month and day of week must be ?, as in 0 30 22 ? * MON-THU");
        }
        return String.join(" ", fields);
    }

    private static void check(String written, Field field) {
        if (!FIELD.matcher(written).matches()) {
            throw new IllegalArgumentException("the field " + field.name + " is not valid in a cron expression");
        }
        for (var part : written.split("[,-]", -1)) {
            var number = part.split("[/#LW]", -1)[0];
            if (NUMBER.matcher(number).matches() && !field.allows(number)) {
                throw new IllegalArgumentException("the field " + field.name + " goes from " + field.from + " to "
                        + field.to + ", and " + number + " is outside");
            }
        }
    }

    private record Field(String name, int from, int to) {
        boolean allows(String number) {
            return number.length() <= 4 && Integer.parseInt(number) >= from && Integer.parseInt(number) <= to;
        }
    }
}
