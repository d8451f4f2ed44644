package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.UpcomingStarts.Upcoming;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpcomingStartsTest {
    private static final String WINDOW =
            "window: { zone: UTC, open: [{ days: mon-thu, from: '22:00', to: '02:00' }] }\n";
    private static final String NIGHTLY = """
            schedule:
              - { name: nightly, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }
            """;
    private static final String BEFORE_AND_AFTER = """
            schedule:
              - { name: first, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }
              - { name: second, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }
              - { name: third, cron: '30 22,23 * * *', zone: UTC, artifact: { newest: a } }
            """;
    private static final ScheduleRows NONE = ScheduleRows.of(List.of());

    private static Instant at(String utc) {
        return LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC);
    }

    private static List<Upcoming> upcoming(String playbook, ScheduleRows rows, String from, int starts) {
        return new UpcomingStarts(SchedulePlaybooks.read(playbook), rows).after(at(from), starts);
    }

    /** Such as {@code nightly 2026-11-30T22:30: paused: audit}: a name, a local time, and why it is skipped. */
    private static List<String> texts(List<Upcoming> upcoming) {
        return upcoming.stream()
                .map(next ->
                        next.occurrence().schedule() + " " + next.occurrence().local()
                                + next.skipped().map(why -> ": " + why).orElse(""))
                .toList();
    }

    @Test
    void only_starts_are_counted_and_what_is_skipped_between_them_is_named() {
        var found = upcoming(WINDOW + NIGHTLY, NONE, "2026-12-03T12:00", 2);
        assertEquals(
                List.of(
                        Optional.of(at("2026-12-04T02:00")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(at("2026-12-08T02:00"))),
                found.stream().map(Upcoming::closes).toList());
        assertEquals("nightly 2026-12-03T22:30", texts(found).get(0));
        assertTrue(
                texts(found).get(1).startsWith("nightly 2026-12-04T22:30: outside the window: open mon tue wed thu"));
        assertEquals("nightly 2026-12-07T22:30", texts(found).get(4));
        assertEquals(List.of(), upcoming(NIGHTLY, NONE, "2026-12-03T12:00", 0));
    }

    @Test
    void a_start_is_not_after_its_own_time() {
        assertEquals(List.of("nightly 2026-12-01T22:30"), texts(upcoming(NIGHTLY, NONE, "2026-11-30T22:30", 1)));
    }

    @Test
    void of_several_at_one_instant_the_first_in_the_file_starts() {
        assertEquals(
                List.of(
                        "first 2026-11-30T22:30",
                        "second 2026-11-30T22:30: first is due at the same time",
                        "third 2026-11-30T22:30: first is due at the same time",
                        "third 2026-11-30T23:30",
                        "first 2026-12-01T22:30"),
                texts(upcoming(BEFORE_AND_AFTER, NONE, "2026-11-30T12:00", 3)));
    }

    @Test
    void starts_are_in_the_order_of_their_times_whatever_their_order_in_the_file() {
        var playbook = BEFORE_AND_AFTER.replaceFirst("second, cron: '30 22", "second, cron: '0 23");
        assertEquals(
                List.of(
                        "first 2026-11-30T22:30",
                        "third 2026-11-30T22:30: first is due at the same time",
                        "second 2026-11-30T23:00",
                        "third 2026-11-30T23:30"),
                texts(upcoming(playbook, NONE, "2026-11-30T12:00", 3)));
        var three = playbook.replace("'30 22,23", "'45 22");
        assertEquals(
                List.of("first 2026-11-30T22:30", "third 2026-11-30T22:45", "second 2026-11-30T23:00"),
                texts(upcoming(three, NONE, "2026-11-30T12:00", 3)));
    }

    @Test
    void one_that_is_paused_leaves_its_place_to_the_next() {
        var paused = ScheduleRows.of(List.of(
                new Paused(at("2026-11-30T11:00"), "first", Optional.of(at("2026-12-01T08:00")), "audit", "anna")));
        assertEquals(
                List.of(
                        "first 2026-11-30T22:30: paused: audit",
                        "second 2026-11-30T22:30",
                        "third 2026-11-30T22:30: second is due at the same time",
                        "third 2026-11-30T23:30",
                        "first 2026-12-01T22:30"),
                texts(upcoming(BEFORE_AND_AFTER, paused, "2026-11-30T12:00", 3)));
    }

    @Test
    void schedules_whose_years_are_over_have_no_starts() {
        assertEquals(
                List.of(), upcoming(NIGHTLY.replace("30 22 * * *", "0 0 0 1 1 ? 2020"), NONE, "2026-11-30T12:00", 3));
    }

    @Test
    void a_schedule_that_never_meets_its_window_is_followed_for_twenty_thousand_times() {
        var found = upcoming(WINDOW + NIGHTLY.replace("30 22 * * *", "*/10 12 * * *"), NONE, "2026-11-30T12:00", 1);
        assertEquals(20_000, found.size());
        assertTrue(found.stream().allMatch(next -> next.skipped().isPresent()));
    }
}
