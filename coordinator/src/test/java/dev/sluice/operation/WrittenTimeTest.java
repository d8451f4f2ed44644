package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.readiness.RefusedException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTimeTest {
    private final WrittenTime written =
            new WrittenTime("--until", Instant.parse("2026-11-30T12:00:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "4h, 2026-11-30T16:00:00Z",
        "3d, 2026-12-03T12:00:00Z",
        "2026-12-01T06:00, 2026-12-01T05:00:00Z",
        "2026-12-01T06:00:30, 2026-12-01T05:00:30Z",
        "2026-12-01T06:00+01:00, 2026-12-01T05:00:00Z",
        "2026-12-01T06:00Z, 2026-12-01T06:00:00Z",
        "2027-03-28T02:30, 2027-03-28T01:00:00Z",
        "2027-10-31T02:30, 2027-10-31T00:30:00Z",
    })
    void a_time_is_a_duration_or_local_or_has_an_offset(String text, Instant moment) throws RefusedException {
        assertEquals(moment, written.parseLater(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "06:00", "2026-12-01", "4", "h", ""})
    void what_is_no_time_is_refused_with_each_way_to_write_one(String text) {
        var refused = assertThrows(RefusedException.class, () -> written.parse(text));
        assertEquals("--until is no time: " + text, refused.lines().get(0));
        assertTrue(refused.next().contains("Europe/Berlin") && refused.next().contains("4h"), refused::next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30T13:00", "2026-11-30T12:00Z", "0s"})
    void what_has_passed_is_no_end(String text) {
        var refused = assertThrows(RefusedException.class, () -> written.parseLater(text));
        assertTrue(refused.lines().get(0).contains("is over already"), refused::toString);
    }
}
