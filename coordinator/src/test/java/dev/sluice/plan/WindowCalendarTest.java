package dev.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Opening;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowCalendarTest {
    private static final Blackout CHRISTMAS =
            new Blackout(LocalDate.parse("2026-12-20"), LocalDate.parse("2027-01-02"), "Christmas freeze");

    /** @param spans such as {@code MONDAY TUESDAY 22:00 02:00}, with {@code +} between them */
    private static WindowCalendar calendar(String zone, String spans, Blackout... blackouts) {
        var openings = Arrays.stream(spans.split("\\+", -1))
                .map(String::strip)
                .filter(span -> !span.isEmpty())
                .map(WindowCalendarTest::opening)
                .toList();
        return new WindowCalendar(new ReleaseWindow(
                ZoneId.of(zone), openings, List.of(blackouts), Closing.FINISH_BATCH, ReleaseWindow.Fit.ON));
    }

    private static Opening opening(String span) {
        var words = List.of(span.split(" +", -1));
        int times = words.size() - 2;
        var days = words.subList(0, times).stream()
                .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                .toList();
        return new Opening(days, LocalTime.parse(words.get(times)), LocalTime.parse(words.get(times + 1)));
    }

    private static String at(WindowCalendar calendar, String moment) {
        var now = Instant.parse(moment);
        return calendar.closedAt(now)
                .map(closed -> "opens " + closed.opens().map(Instant::toString).orElse("never"))
                .orElseGet(() ->
                        "until " + calendar.closes(now).map(Instant::toString).orElse("ever"));
    }

    @ParameterizedTest(name = "{0} {1} at {2}: {3}")
    @CsvSource({
        // A span past midnight belongs to the day it starts on.
        "Europe/Berlin, monday tuesday wednesday thursday 22:00 02:00, 2026-11-26T23:30:00Z, until"
                + " 2026-11-27T01:00:00Z",
        "Europe/Berlin, monday tuesday wednesday thursday 22:00 02:00, 2026-11-27T21:30:00Z, opens"
                + " 2026-11-30T21:00:00Z",
        "Europe/Berlin, monday tuesday wednesday thursday 22:00 02:00, 2026-11-30T00:30:00Z, opens"
                + " 2026-11-30T21:00:00Z",
        // The begin belongs to it, the end does not.
        "Europe/Berlin, monday 22:00 02:00, 2026-11-30T20:59:59Z, opens 2026-11-30T21:00:00Z",
        "Europe/Berlin, monday 22:00 02:00, 2026-11-30T21:00:00Z, until 2026-12-01T01:00:00Z",
        "Europe/Berlin, monday 22:00 02:00, 2026-12-01T00:59:59Z, until 2026-12-01T01:00:00Z",
        "Europe/Berlin, monday 22:00 02:00, 2026-12-01T01:00:00Z, opens 2026-12-07T21:00:00Z",
        // Spans that touch or overlap are one.
        "Europe/Berlin, monday 22:00 00:00 + tuesday 00:00 03:00, 2026-11-30T21:30:00Z, until 2026-12-01T02:00:00Z",
        "Europe/Berlin, monday 20:00 23:00 + monday 22:00 01:00, 2026-11-30T19:30:00Z, until 2026-12-01T00:00:00Z",
        "UTC, monday tuesday wednesday thursday friday saturday sunday 00:00 00:00, 2026-11-30T19:30:00Z, until ever",
        "UTC, '', 2026-11-30T19:30:00Z, until ever",
    })
    void an_ordinary_week(String zone, String spans, String moment, String expected) {
        assertEquals(expected, at(calendar(zone, spans), moment));
    }

    @ParameterizedTest(name = "{0} {1} at {2}: {3}")
    @CsvSource({
        // Berlin, 29 March 2026: after 01:59:59 comes 03:00:00.
        "Europe/Berlin, saturday 22:00 02:30, 2026-03-29T00:59:00Z, until 2026-03-29T01:00:00Z",
        "Europe/Berlin, sunday 02:15 04:00, 2026-03-29T00:30:00Z, opens 2026-03-29T01:00:00Z",
        "Europe/Berlin, sunday 02:15 04:00, 2026-03-29T01:00:00Z, until 2026-03-29T02:00:00Z",
        "Europe/Berlin, sunday 02:10 02:50, 2026-03-29T00:30:00Z, opens 2026-04-05T00:10:00Z",
        // Berlin, 25 October 2026: 02:00 to 03:00 comes twice.
        "Europe/Berlin, saturday 22:00 02:30, 2026-10-25T00:29:00Z, until 2026-10-25T00:30:00Z",
        "Europe/Berlin, saturday 22:00 02:30, 2026-10-25T01:15:00Z, opens 2026-10-31T21:00:00Z",
        "Europe/Berlin, sunday 02:30 05:00, 2026-10-25T00:30:00Z, until 2026-10-25T04:00:00Z",
        // New York, 8 March and 1 November 2026.
        "America/New_York, sunday 02:30 04:00, 2026-03-08T06:59:00Z, opens 2026-03-08T07:00:00Z",
        "America/New_York, sunday 02:30 04:00, 2026-03-08T07:30:00Z, until 2026-03-08T08:00:00Z",
        "America/New_York, sunday 00:00 01:30, 2026-11-01T05:29:00Z, until 2026-11-01T05:30:00Z",
        "America/New_York, sunday 00:00 01:30, 2026-11-01T06:10:00Z, opens 2026-11-08T05:00:00Z",
        // Lord Howe Island changes its clocks by half an hour: 5 April and 4 October 2026.
        "Australia/Lord_Howe, sunday 00:00 01:45, 2026-04-04T14:44:00Z, until 2026-04-04T14:45:00Z",
        "Australia/Lord_Howe, sunday 00:00 01:45, 2026-04-04T15:05:00Z, opens 2026-04-11T13:30:00Z",
        "Australia/Lord_Howe, sunday 02:10 03:00, 2026-10-03T15:00:00Z, opens 2026-10-03T15:30:00Z",
        "Australia/Lord_Howe, sunday 02:10 03:00, 2026-10-03T15:30:00Z, until 2026-10-03T16:00:00Z",
    })
    void days_on_which_clocks_change(String zone, String spans, String moment, String expected) {
        assertEquals(expected, at(calendar(zone, spans), moment));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "monday tuesday wednesday thursday 22:00 02:00, 2026-12-17T22:00:00Z, until 2026-12-18T01:00:00Z",
        "monday tuesday wednesday thursday 22:00 02:00, 2026-12-22T21:30:00Z, opens 2027-01-04T21:00:00Z",
        // The first and the last day are inside, from midnight to midnight.
        "saturday 22:00 02:00, 2026-12-19T22:30:00Z, until 2026-12-19T23:00:00Z",
        "'', 2026-12-19T22:59:59Z, until 2026-12-19T23:00:00Z",
        "'', 2026-12-19T23:00:00Z, opens 2027-01-02T23:00:00Z",
        "'', 2027-01-02T22:59:59Z, opens 2027-01-02T23:00:00Z",
        "'', 2027-01-02T23:00:00Z, until ever",
    })
    void blackouts(String spans, String moment, String expected) {
        assertEquals(expected, at(calendar("Europe/Berlin", spans, CHRISTMAS), moment));
    }

    @ParameterizedTest(name = "{0} s at {1}: {2}")
    @CsvSource({
        "3600, 2026-11-30T23:59:59Z, may",
        "3600, 2026-12-01T00:00:00Z, may",
        "3600, 2026-12-01T00:00:01Z, opens 2026-12-07T21:00:00Z",
        "0,    2026-12-01T00:59:59Z, may",
        "0,    2026-12-01T01:00:00Z, opens 2026-12-07T21:00:00Z",
    })
    void a_batch_starts_only_if_it_and_its_revert_fit(int seconds, String moment, String expected) {
        var closed = calendar("Europe/Berlin", "monday 22:00 02:00")
                .closedFor(Instant.parse(moment), Duration.ofSeconds(seconds));
        assertEquals(
                expected,
                closed.flatMap(WindowCalendar.Closed::opens)
                        .map(opens -> "opens " + opens)
                        .orElse("may"));
    }

    @Test
    void without_fit_a_batch_may_start_in_the_last_second() {
        var window = new ReleaseWindow(
                ZoneId.of("UTC"),
                List.of(opening("monday 22:00 23:00")),
                List.of(),
                Closing.HALT,
                ReleaseWindow.Fit.OFF);
        var last = Instant.parse("2026-11-30T22:59:59Z");
        assertEquals(Optional.empty(), new WindowCalendar(window).closedFor(last, Duration.ofDays(1)));
    }

    @Test
    void blackouts_that_follow_one_another_are_passed_together() {
        var second = new Blackout(LocalDate.parse("2027-01-03"), LocalDate.parse("2027-01-05"), "stocktaking");
        assertEquals(
                "opens 2027-01-05T23:00:00Z",
                at(calendar("Europe/Berlin", "", CHRISTMAS, second), "2026-12-24T12:00:00Z"));
    }

    @Test
    void why_it_is_closed_is_told_in_the_words_of_the_file() {
        var calendar = calendar("Europe/Berlin", "monday thursday 22:00 00:00", CHRISTMAS);
        assertEquals(
                "open mon thu 22:00 to 24:00 Europe/Berlin",
                calendar.closedAt(Instant.parse("2026-12-01T12:00:00Z"))
                        .map(WindowCalendar.Closed::why)
                        .orElse(""));
        assertEquals(
                "blackout from 2026-12-20 to 2027-01-02, both included: Christmas freeze",
                calendar.closedAt(Instant.parse("2026-12-24T22:00:00Z"))
                        .map(WindowCalendar.Closed::why)
                        .orElse(""));
    }

    @Test
    void why_a_batch_does_not_fit_is_shown_with_what_it_may_need_and_when_the_window_closes() {
        var closed = calendar("Europe/Berlin", "monday 22:00 02:00")
                .closedFor(Instant.parse("2026-12-01T00:30:00Z"), Duration.ofHours(1));
        assertEquals(
                "a batch and its revert may need 3600 s, and the window closes"
                        + " Tue 2026-12-01 02:00 CET (2026-12-01 01:00Z)",
                closed.map(WindowCalendar.Closed::why).orElse(""));
    }

    @Test
    void a_window_of_every_day_is_shown_as_such_and_one_of_other_hours_to_the_minute() {
        assertEquals("open every day 22:00 to 23:30 UTC", whyClosed("22:00 23:30"));
        assertEquals(
                "open every day 22:00 to 23:30 UTC",
                whyClosed("monday tuesday wednesday thursday friday saturday sunday 22:00 23:30"));
    }

    private static String whyClosed(String spans) {
        return calendar("UTC", spans)
                .closedAt(Instant.parse("2026-12-01T12:00:00Z"))
                .map(WindowCalendar.Closed::why)
                .orElse("");
    }

    @Test
    void hours_without_days_are_open_on_every_day() {
        var calendar = calendar("UTC", "22:00 23:30");
        for (int day = 1; day <= 7; day++) {
            var open = Instant.parse("2026-12-0" + day + "T22:30:00Z");
            assertEquals(Optional.empty(), calendar.closedAt(open));
            assertEquals(Optional.of(open.plusSeconds(3_600)), calendar.closes(open));
        }
    }

    @Test
    void a_closed_window_closes_no_more_and_one_that_is_open_opens_now() {
        var calendar = calendar("UTC", "monday 22:00 23:00", CHRISTMAS);
        var open = Instant.parse("2026-11-30T22:30:00Z");
        assertEquals(Optional.empty(), calendar.closes(Instant.parse("2026-12-01T12:00:00Z")));
        assertEquals(Optional.of(open), calendar.opens(open));
    }

    @Test
    void a_blackout_that_is_over_does_not_close_an_open_window_again() {
        var calendar = calendar("UTC", "", CHRISTMAS);
        assertEquals(Optional.empty(), calendar.closes(Instant.parse("2027-02-01T00:00:00Z")));
    }

    @Test
    void a_moment_is_told_local_and_in_utc() {
        assertEquals(
                "Mon 2026-11-30 22:00 CET (2026-11-30 21:00Z)",
                WindowText.moment(Instant.parse("2026-11-30T21:00:00Z"), ZoneId.of("Europe/Berlin")));
    }
}
