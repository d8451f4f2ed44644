package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.cron.CronTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleCalendarTest {
    private static Optional<Occurrence> next(String cron, String after) {
        return new ScheduleCalendar("nightly", CronTimes.parse(cron), ZoneId.of("Europe/Berlin"))
                .next(Instant.parse(after));
    }

    /** In Berlin 02:00 to 03:00 is skipped on 29 March 2026 at 01:00Z, and comes twice on 25 October: the second time from 01:00Z on. */
    @ParameterizedTest
    @CsvSource({
        "30 22 * * *, 2026-11-30T21:29:59Z, 2026-11-30T22:30, 2026-11-30T21:30:00Z",
        "30 22 * * *, 2026-11-30T21:30:00Z, 2026-12-01T22:30, 2026-12-01T21:30:00Z",
        "30 22 * * *, 2026-11-30T21:29:59.999999999Z, 2026-11-30T22:30, 2026-11-30T21:30:00Z",
        "30 2 * * *, 2026-03-28T23:00:00Z, 2026-03-29T02:30, 2026-03-29T01:00:00Z",
        "'15,30 2 * * *', 2026-03-29T00:59:59Z, 2026-03-29T02:15, 2026-03-29T01:00:00Z",
        "'15,30 2 * * *', 2026-03-29T01:00:00Z, 2026-03-30T02:15, 2026-03-30T00:15:00Z",
        "30 2 * * *, 2026-10-24T22:00:00Z, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
        "30 2 * * *, 2026-10-25T00:15:00Z, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
        "30 2 * * *, 2026-10-25T00:30:00Z, 2026-10-26T02:30, 2026-10-26T01:30:00Z",
        "30 2 * * *, 2026-10-25T01:00:00Z, 2026-10-26T02:30, 2026-10-26T01:30:00Z",
        "30 2 * * *, 2026-10-25T01:15:00Z, 2026-10-26T02:30, 2026-10-26T01:30:00Z",
        "0 3 * * *, 2026-10-25T01:30:00Z, 2026-10-25T03:00, 2026-10-25T02:00:00Z"
    })
    void a_start_in_the_gap_is_due_at_the_change_and_one_in_the_overlap_once(
            String cron, String after, String local, String at) {
        assertEquals(
                Optional.of(new Occurrence("nightly", LocalDateTime.parse(local), Instant.parse(at))),
                next(cron, after));
    }

    @Test
    void times_of_years_that_are_over_have_no_next() {
        assertEquals(Optional.empty(), next("0 0 0 1 1 ? 2020", "2026-11-30T22:30:00Z"));
    }
}
