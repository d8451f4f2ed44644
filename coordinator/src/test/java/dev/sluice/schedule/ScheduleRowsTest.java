package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.schedule.ScheduleEntry.Checked;
import dev.sluice.schedule.ScheduleEntry.Missed;
import dev.sluice.schedule.ScheduleEntry.OfOccurrence;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Reported;
import dev.sluice.schedule.ScheduleEntry.Resumed;
import dev.sluice.schedule.ScheduleEntry.Skipped;
import dev.sluice.schedule.ScheduleEntry.Staged;
import dev.sluice.schedule.ScheduleEntry.Started;
import dev.sluice.schedule.ScheduleEntry.Starting;
import dev.sluice.schedule.ScheduleEntry.Waiting;
import dev.sluice.schedule.ScheduleEntry.Watched;
import dev.sluice.schedule.ScheduleRow.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleRowsTest {
    private static final LocalDateTime NIGHT = LocalDateTime.parse("2026-11-30T22:30");
    private static final Instant AT = NIGHT.toInstant(ZoneOffset.UTC);
    private static final RolloutId ROLLOUT = RolloutIds.of(1);
    private static final LocalDate DAY = NIGHT.toLocalDate();

    private static ScheduleRows rows(ScheduleEntry... entries) {
        return ScheduleRows.of(List.of(entries));
    }

    private static Waiting waiting(String schedule, LocalDateTime local, Optional<String> by) {
        var due = local.toInstant(ZoneOffset.UTC);
        return new Waiting(due, schedule, local, due, by);
    }

    private static Waiting waiting() {
        return waiting("nightly", NIGHT, Optional.empty());
    }

    private static Skipped skipped(String schedule, Optional<String> refused) {
        return new Skipped(AT, schedule, NIGHT, AT, "frozen", refused);
    }

    /** The last entry of a start, and what its row is then. */
    private record Case(OfOccurrence last, State state, boolean settled, Optional<RolloutId> rollout, String words) {}

    private static final List<Case> CASES = List.of(
            new Case(waiting(), State.WAITING, false, Optional.empty(), ""),
            new Case(
                    new Starting(AT, "nightly", NIGHT, AT, ROLLOUT, "/b/a", "d"),
                    State.STARTING,
                    false,
                    Optional.of(ROLLOUT),
                    ""),
            new Case(
                    new Started(AT, "nightly", NIGHT, AT, ROLLOUT, "held"),
                    State.STARTED,
                    true,
                    Optional.of(ROLLOUT),
                    "held"),
            new Case(skipped("nightly", Optional.empty()), State.SKIPPED, true, Optional.empty(), "frozen"),
            new Case(new Missed(AT, "nightly", NIGHT, AT, "late"), State.MISSED, true, Optional.empty(), "late"));

    @Test
    void a_row_names_what_became_of_its_start_and_a_settled_one_never_changes() {
        for (var one : CASES) {
            var rows = rows(waiting(), one.last());
            var row = rows.row(one.last().occurrence()).orElseThrow();
            assertEquals(List.of(row), rows.all());
            assertEquals(one, new Case(one.last(), row.state(), row.state().isSettled(), row.rollout(), row.words()));
            assertEquals(!one.settled(), rows.accepts(new Missed(AT, "nightly", NIGHT, AT, "later")));
            assertTrue(rows.accepts(new Missed(AT, "other", NIGHT, AT, "later")), "it is another start");
            assertTrue(rows.accepts(new Resumed(AT, "nightly", "anna")), "it is about no start");
        }
    }

    @Test
    void a_start_that_a_person_triggered_is_neither_due_again_nor_counted_as_one_of_the_calendar() {
        var schedule = SchedulePlaybooks.read(
                        "schedule:\n  - { name: nightly, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }\n")
                .schedule()
                .get(0);
        var watched = new Watched(AT.minusSeconds(7200), "nightly", schedule.cron(), schedule.zone());
        var early = waiting("nightly", NIGHT.minusHours(3), Optional.empty());
        var other = waiting("other", NIGHT, Optional.empty());
        var person = waiting("nightly", NIGHT.plusHours(1), Optional.of("anna"));
        assertEquals(Optional.empty(), rows(early, other).recordedUpTo(schedule));
        assertEquals(
                Optional.of(watched.at()), rows(watched, early, other, person).recordedUpTo(schedule));
        assertEquals(
                Optional.of(AT), rows(watched, early, other, person, waiting()).recordedUpTo(schedule));
        assertEquals(
                List.of(early.occurrence()),
                rows(watched, early, other, person).waiting(schedule).stream()
                        .map(ScheduleRow::occurrence)
                        .toList());
        assertTrue(rows(person, new Starting(AT, "nightly", person.local(), person.due(), ROLLOUT, "a", "d"))
                .all()
                .get(0)
                .byPerson());
    }

    @Test
    void a_schedule_is_watched_with_its_own_times_and_zone_only() {
        var schedule = SchedulePlaybooks.read(
                        "schedule:\n  - { name: nightly, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }\n")
                .schedule()
                .get(0);
        var zone = schedule.zone();
        assertTrue(rows(new Watched(AT, "nightly", schedule.cron(), zone)).isWatched(schedule));
        assertFalse(rows(new Watched(AT, "other", schedule.cron(), zone)).isWatched(schedule));
        assertFalse(rows(new Watched(AT, "nightly", "0 22 * * *", zone)).isWatched(schedule));
        assertFalse(rows(new Watched(AT, "nightly", schedule.cron(), ZoneOffset.ofHours(1)))
                .isWatched(schedule));
        assertFalse(
                rows(new Watched(AT, "nightly", schedule.cron(), zone), new Watched(AT, "nightly", "0 22 * * *", zone))
                        .isWatched(schedule),
                "the last one counts");
    }

    @Test
    void a_pause_counts_for_its_schedule_until_its_end_or_until_it_is_resumed() {
        var ends = new Paused(AT, "nightly", Optional.of(AT.plusSeconds(60)), "audit", "anna");
        var rows = rows(ends, new Paused(AT, "other", Optional.empty(), "x", "ben"));
        assertEquals(Optional.of(ends), rows.pause("nightly", AT.plusSeconds(59)));
        assertEquals(Optional.empty(), rows.pause("nightly", AT.plusSeconds(60)));
        assertEquals(Optional.empty(), rows.pause("third", AT));
        assertEquals(
                Optional.empty(), rows(ends, new Resumed(AT, "nightly", "anna")).pause("nightly", AT));
        assertEquals(
                Optional.of(ends),
                rows(ends, new Resumed(AT, "other", "anna"), waiting()).pause("nightly", AT));
    }

    @Test
    void what_was_done_for_one_start_was_not_done_for_another() {
        var staged = new ArrayList<ScheduleEntry>();
        for (var words : List.of("failed", "uploaded")) {
            staged.add(new Staged(AT, "nightly", NIGHT, Optional.empty(), Optional.empty(), words));
        }
        staged.add(new Checked(AT, "nightly", DAY, 0));
        var rows = ScheduleRows.of(staged);
        var start = waiting().occurrence();
        assertEquals(Optional.of(staged.get(1)), rows.staged(start));
        assertEquals(Optional.empty(), rows.staged(new Occurrence("other", NIGHT, AT)));
        assertEquals(Optional.empty(), rows.staged(new Occurrence("nightly", NIGHT.plusDays(1), AT)));
        assertTrue(rows.isChecked("nightly", DAY));
        assertFalse(rows.isChecked("other", DAY));
        assertFalse(rows.isChecked("nightly", DAY.plusDays(1)));
    }

    @Test
    void the_last_report_to_each_counts_and_refused_artifacts_are_known_by_their_digests() {
        var rows = rows(
                new Reported(AT, "ops", DAY),
                new Reported(AT.plusSeconds(9), "ops", DAY.plusDays(1)),
                new Reported(AT.plusSeconds(11), "others", DAY),
                skipped("nightly", Optional.of("d1")),
                skipped("other", Optional.empty()));
        assertEquals(Optional.of(AT.plusSeconds(9)), rows.lastReport("ops"));
        assertEquals(Optional.empty(), rows.lastReport("nobody"));
        assertEquals(Set.of("d1"), rows.refused());
        assertEquals("", new Reported(AT, "ops", DAY).schedule());
    }
}
