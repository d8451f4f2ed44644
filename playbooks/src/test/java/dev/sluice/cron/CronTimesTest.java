package dev.sluice.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
    /** A Monday. */
    private static final LocalDateTime FROM = LocalDateTime.parse("2026-11-30T00:00");

    private static List<String> next(String cron, int count) {
        var times = CronTimes.parse(cron);
        var found = new ArrayList<String>();
        var at = FROM;
        for (int i = 0; i < count; i++) {
            at = times.after(at).orElseThrow();
            found.add(at.toString());
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 30 22 ? * MON-THU",
                "0 0 0 1 1 ? 2027",
                "0 0/5 8-18 L * ?",
                "0 15 10 15W * ?",
                "59 59 23 ? 12 FRIL",
                "0 0 12 ? * FRI#2",
                "0,30 * * * * ?"
            })
    void what_quartz_reads_is_taken(String cron) {
        assertEquals(cron, CronTimes.parse(cron).toString());
    }

    @Test
    void blanks_do_not_count() {
        assertEquals("0 30 22 ? * MON", CronTimes.parse("  0  30 22 ?   * MON ").toString());
        assertEquals("30 22 * * 1", CronTimes.parse(" 30  22 * * 1 ").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 0 0 ? * MON",
                "0 60 0 ? * MON",
                "0 0 24 ? * MON",
                "0 0 0 32 * ?",
                "0 0 0 ? 13 MON",
                "0 0 0 ? * 8",
                "0 0 0 ? * MON 1969",
                "0 0 0 * * MON",
                "0 0 0 ? * ?",
                "0 0 0 ? * $(id)",
                "0 0 0 ? * 99999999999",
                "0 50-70 0 ? * MON",
                "0 0 0 30 2 ?",
                "0 0 0 ? * FUNDAY",
                "0 0 0 ? * MON 2027 1",
                "0 0 0 0",
                "@daily"
            })
    void what_can_never_be_is_refused(String cron) {
        assertThrows(IllegalArgumentException.class, () -> CronTimes.parse(cron));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0 30 22 ? * 2", "0 30 22 ? * 2-5", "0 30 22 ? * MON,3", "0 30 22 ? * 6L", "0 30 22 ? * 6#2"})
    void numbers_for_days_of_the_week_are_refused_where_quartz_counts_them(String cron) {
        var refused = assertThrows(IllegalArgumentException.class, () -> CronTimes.parse(cron));
        assertTrue(String.valueOf(refused.getMessage()).contains("1 is Sunday"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 22 * * 1-4 | 2026-11-30T22:30 | 2026-12-01T22:30",
                "30 22 * * mon-thu | 2026-11-30T22:30 | 2026-12-01T22:30",
                "0 4 * * 0 | 2026-12-06T04:00 | 2026-12-13T04:00",
                "0 4 * * 7 | 2026-12-06T04:00 | 2026-12-13T04:00",
                "0 4 * * 5-7 | 2026-12-04T04:00 | 2026-12-05T04:00",
                "0 4 * * SUN | 2026-12-06T04:00 | 2026-12-13T04:00",
                "*/20 4 * * * | 2026-11-30T04:00 | 2026-11-30T04:20",
                "10-50/20 4 * * * | 2026-11-30T04:10 | 2026-11-30T04:30",
                "0 4 1 jan * | 2027-01-01T04:00 | 2028-01-01T04:00",
                "0 4 29 2 * | 2028-02-29T04:00 | 2032-02-29T04:00",
                "0 4 1 * 3 | 2026-12-01T04:00 | 2026-12-02T04:00",
                "0 4 */2 * * | 2026-12-01T04:00 | 2026-12-03T04:00",
                "0 4 * * */3 | 2026-12-02T04:00 | 2026-12-05T04:00"
            })
    void five_fields_mean_what_they_mean_to_unix(String cron, String first, String second) {
        assertEquals(List.of(first, second), next(cron, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 4 * * *",
                "0 24 * * *",
                "0 4 0 * *",
                "0 4 32 * *",
                "0 4 * 13 *",
                "0 4 * * 8",
                "0 4 * * funday",
                "0 4 * jax *",
                "0 4 ? * 1",
                "0 4 L * *",
                "0 4 * * 5#2",
                "5/15 4 * * *",
                "0 9-5 * * *",
                "0 */0 * * *",
                "0 4 */2 * 1",
                "0 4 1 * */2",
                "0 4 30 2 *",
                "0 4,, * * *"
            })
    void five_fields_that_unix_does_not_read_are_refused(String cron) {
        assertThrows(IllegalArgumentException.class, () -> CronTimes.parse(cron));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 4 * * * | the field minutes goes from 0 to 59, and 60 is outside",
                "0 24 * * * | the field hours goes from 0 to 23, and 24 is outside",
                "0 4 0 * * | the field day of month goes from 1 to 31, and 0 is outside",
                "0 4 32 * * | the field day of month goes from 1 to 31, and 32 is outside",
                "0 4 * 0 * | the field month goes from 1 to 12, and 0 is outside",
                "0 4 * 13 * | the field month goes from 1 to 12, and 13 is outside",
                "0 4 * * 8 | the field day of week goes from 0 to 7, and 8 is outside",
                "0 4 * * dim | the field day of week has the unknown name dim",
                "0 4 * jax * | the field month has the unknown name jax",
                "5/15 4 * * * | the field minutes has a step after a single number; write */N or A-B/N",
                "0 9-5 * * * | the field hours has a range or a step that contains nothing",
                "0 */0 * * * | the field hours has a range or a step that contains nothing",
                "0 4 L * * | the field day of month is not valid in a cron expression with five fields",
                "0 4,, * * * | the field hours is not valid in a cron expression with five fields",
                "0 4 1 * */2 | a day of month and a day of week, of which one is */N, are not the same everywhere; list the days",
                "0 4 30 2 * | there is no such day in the calendar",
                "0 0 0 1 | it has 4 fields, and not five, six or seven",
                "0 0 0 ? * MON 2027 1 | it has 8 fields, and not five, six or seven",
                "60 0 0 ? * MON | the field seconds goes from 0 to 59, and 60 is outside",
                "0 60 0 ? * MON | the field minutes goes from 0 to 59, and 60 is outside",
                "0 50-70 0 ? * MON | the field minutes goes from 0 to 59, and 70 is outside",
                "0 0 24/2 ? * MON | the field hours goes from 0 to 23, and 24 is outside",
                "0 0 0 0 * ? | the field day of month goes from 1 to 31, and 0 is outside",
                "0 0 0 1,32 * ? | the field day of month goes from 1 to 31, and 32 is outside",
                "0 0 0 32W * ? | the field day of month goes from 1 to 31, and 32 is outside",
                "0 0 0 ? 0 MON | the field month goes from 1 to 12, and 0 is outside",
                "0 0 0 ? * 99999999999 | the field day of week goes from 1 to 7, and 99999999999 is outside",
                "0 0 0 ? * MON 1969 | the field year goes from 1970 to 2099, and 1969 is outside",
                "0 0 0 ? * MON 2100 | the field year goes from 1970 to 2099, and 2100 is outside",
                "0 0 0 ? * $(id) | the field day of week is not valid in a cron expression",
                "0 0 0 * * MON | exactly one of day of month and day of week must be ?, as in 0 30 22 ? * MON-THU",
                "0 0 0 ? * ? | exactly one of day of month and day of week must be ?, as in 0 30 22 ? * MON-THU"
            })
    void a_refusal_names_the_field_and_what_is_wrong_with_it(String cron, String why) {
        var refused = assertThrows(IllegalArgumentException.class, () -> CronTimes.parse(cron));
        assertEquals(why, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-59 0-23 1-31 1-12 *",
                "0-59 0-23 * 1-12 0-7",
                "0-59 0-23 1-31 1-12 0-7",
                "0-59 0-59 0-23 1-31 1-12 ? 1970-2099",
                "0-59 0-59 0-23 ? JAN-DEC SUN-SAT 1970-2099"
            })
    void the_first_and_the_last_value_of_each_field_are_taken(String cron) {
        assertEquals(
                FROM.plusSeconds(cron.split(" ").length == 5 ? 60 : 1),
                CronTimes.parse(cron).after(FROM).orElseThrow());
    }

    @Test
    void every_hour_of_a_night_with_a_clock_change_is_named() {
        var at = LocalDateTime.parse("2026-03-29T01:00");
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-03-29T02:30")),
                CronTimes.parse("30 2 * * *").after(at));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-03-29T02:30")),
                CronTimes.parse("0 30 2 * * ?").after(at));
    }

    @Test
    void a_text_whose_years_are_over_names_no_more_times() {
        assertEquals(Optional.empty(), CronTimes.parse("0 0 0 1 1 ? 2020").after(FROM));
    }

    @Test
    void a_time_is_not_after_itself() {
        var times = CronTimes.parse("30 22 * * *");
        var first = times.after(FROM).orElseThrow();
        assertEquals(Optional.of(first.plusDays(1)), times.after(first));
        assertEquals(Optional.of(first), times.after(first.minusNanos(1)));
    }
}
