package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.ScheduleCodec;
import dev.sluice.schedule.ScheduleEntry.Reported;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DailyReportTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-29");
    private static final ScheduleRows NONE = ScheduleRows.of(List.of());

    private static Optional<LocalDate> due(String time, ScheduleRows rows, String now) {
        return new DailyReport("ops", LocalTime.parse(time), ZoneId.of("Europe/Berlin")).due(rows, Instant.parse(now));
    }

    private static ScheduleRows reported(LocalDate day) {
        return ScheduleRows.of(List.of(new Reported(Instant.parse("2026-03-29T05:30:01Z"), "ops", day)));
    }

    @Test
    void it_is_due_from_its_time_on_until_it_is_made() {
        assertEquals(Optional.empty(), due("07:30", NONE, "2026-03-29T05:29:59Z"));
        assertEquals(Optional.of(DAY), due("07:30", NONE, "2026-03-29T05:30:00Z"));
        assertEquals(Optional.of(DAY), due("07:30", reported(DAY.minusDays(1)), "2026-03-29T21:00:00Z"));
        assertEquals(Optional.empty(), due("07:30", reported(DAY), "2026-03-29T21:00:00Z"));
    }

    @Test
    void a_time_that_a_clock_change_skips_is_the_moment_of_the_change() {
        assertEquals(Optional.empty(), due("02:30", NONE, "2026-03-29T00:59:59Z"));
        assertEquals(Optional.of(DAY), due("02:30", NONE, "2026-03-29T01:00:00Z"));
    }

    @Test
    void a_day_has_one_report_to_each() {
        var rows = reported(DAY);
        assertFalse(rows.accepts(new Reported(Instant.EPOCH, "ops", DAY)));
        assertTrue(rows.accepts(new Reported(Instant.EPOCH, "ops", DAY.plusDays(1))));
        assertTrue(rows.accepts(new Reported(Instant.EPOCH, "others", DAY)));
        assertEquals(Optional.of(Instant.parse("2026-03-29T05:30:01Z")), rows.lastReport("ops"));
    }

    @Test
    void its_row_is_read_as_it_was_written() throws CodecException {
        var entry = new Reported(Instant.parse("2026-03-29T05:30:01Z"), "ops", DAY);
        var codec = new ScheduleCodec();
        assertEquals(entry, codec.decode(codec.encode(entry)));
    }
}
