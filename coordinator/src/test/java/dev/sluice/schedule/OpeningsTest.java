package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningsTest {
    private static final String SPANS =
            "window: { zone: UTC, open: [{ days: mon-thu, from: '22:00', to: '02:00' }] }\n";
    private static final String BLACKOUT =
            "window: { zone: UTC, blackout: [{ from: 2026-12-20, to: 2027-01-02, reason: Christmas }] }\n";

    private static Openings openings(String playbook) {
        return new Openings(SchedulePlaybooks.read(playbook).window());
    }

    private static Instant at(String utc) {
        return LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource({
        "SPANS, 2026-11-30T22:30, 2026-12-01T01:59, 2026-11-30T22:30, true",
        "SPANS, 2026-11-30T22:30, 2026-12-01T02:00, 2026-12-03T22:30, false",
        "SPANS, 2026-11-30T22:30, 2026-12-01T22:30, 2026-12-03T22:30, false",
        "SPANS, 2026-11-30T12:00, 2026-11-30T12:00, 2026-12-03T22:30, false",
        "BLACKOUT, 2026-12-01T12:00, 2026-12-02T12:00, 2026-12-02T12:00, true",
        "BLACKOUT, 2026-12-01T12:00, 2026-12-02T12:00, 2026-12-02T11:59, false",
        "BLACKOUT, 2026-12-01T12:00, 2026-12-20T00:00, 2026-12-24T00:00, false",
        "NONE, 2026-12-01T12:00, 2026-12-02T12:00, 2026-12-02T12:00, true",
        "NONE, 2026-12-01T12:00, 2026-12-02T12:00, 2026-12-02T11:59, false"
    })
    void an_opening_is_one_span_or_without_spans_as_long_as_the_limit(
            String window, String from, String to, String limit, boolean same) {
        var playbook = window.equals("SPANS") ? SPANS : window.equals("BLACKOUT") ? BLACKOUT : "";
        assertEquals(same, openings(playbook).isSame(at(from), at(to), at(limit)));
    }

    @Test
    void a_moment_is_closed_with_a_reason_or_closes_at_its_end() {
        var noon = at("2026-11-30T12:00");
        assertTrue(openings(SPANS).closedAt(noon).orElseThrow().startsWith("open mon tue wed thu 22:00"));
        assertEquals(Optional.empty(), openings(SPANS).closes(noon));
        assertEquals(Optional.empty(), openings(SPANS).closedAt(at("2026-11-30T22:00")));
        assertEquals(Optional.of(at("2026-12-01T02:00")), openings(SPANS).closes(at("2026-11-30T22:00")));
        assertEquals(Optional.empty(), openings("").closedAt(noon));
        assertEquals(Optional.empty(), openings("").closes(noon));
    }
}
