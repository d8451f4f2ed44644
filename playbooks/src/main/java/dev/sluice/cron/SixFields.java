package dev.sluice.cron;

import java.util.List;
import java.util.regex.Pattern;

/** Checks six or seven fields before Quartz reads them: it accepts numbers for days of the week, of which 1 is Sunday, and hardly explains what else it refuses. */
final class SixFields {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9*?/,#-]+");
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

    private SixFields() {}

    /**
     * The expression with single blanks.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static String checked(List<String> fields) {
        if (fields.size() <= DAY_OF_WEEK || fields.size() > FIELDS.size()) {
            throw new IllegalArgumentException("it has " + fields.size() + " fields, and not five, six or seven");
        }
        for (int i = 0; i < fields.size(); i++) {
            check(fields.get(i), FIELDS.get(i));
        }
        refuseNumberedDays(fields.get(DAY_OF_WEEK));
        if (fields.get(DAY_OF_MONTH).equals("?") == fields.get(DAY_OF_WEEK).equals("?")) {
            throw new IllegalArgumentException(
                    "exactly one of day of month and day of week must be ?, as in 0 30 22 ? * MON-THU");
        }
        return String.join(" ", fields);
    }

    private static void refuseNumberedDays(String days) {
        for (var part : days.split("[,-]", -1)) {
            if (NUMBER.matcher(part.split("[/#LW]", -1)[0]).matches()) {
                throw new IllegalArgumentException("days of the week have to be names such as MON: of six fields, "
                        + "1 is Sunday, and of five, 1 is Monday");
            }
        }
    }

    private static void check(String written, Field field) {
        if (!FORM.matcher(written).matches()) {
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
