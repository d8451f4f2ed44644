package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.playbook.Playbook;
import dev.sluice.schedule.Decision.Miss;
import dev.sluice.schedule.Decision.Skip;
import dev.sluice.schedule.Decision.Start;
import dev.sluice.schedule.ScheduleEntry.Checked;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Resumed;
import dev.sluice.schedule.ScheduleEntry.Skipped;
import dev.sluice.schedule.ScheduleEntry.Staged;
import dev.sluice.schedule.ScheduleEntry.Waiting;
import dev.sluice.schedule.ScheduleEntry.Watched;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String WINDOW =
            "window: { zone: Europe/Berlin, open: [{ days: mon-thu, from: '22:00', to: '02:00' }],"
                    + " blackout: [{ from: 2026-12-20, to: 2027-01-02, reason: Christmas }] }\n";
    private static final String NIGHTLY =
            "schedule:\n  - { name: nightly, cron: '30 22 * * *', zone: Europe/Berlin, artifact: { newest: a }";

    private final List<ScheduleEntry> entries = new ArrayList<>();
    private Playbook playbook = SchedulePlaybooks.read(WINDOW + NIGHTLY + " }\n");

    /** A local time of Berlin. */
    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private void watched(String since) {
        playbook.schedule()
                .forEach(schedule ->
                        entries.add(new Watched(at(since), schedule.name(), schedule.cron(), schedule.zone())));
    }

    private List<Decision> due(String now) {
        return new Agenda(playbook).due(ScheduleRows.of(entries), at(now));
    }

    private Decision one(String now) {
        var due = due(now);
        assertEquals(1, due.size(), due::toString);
        return due.get(0);
    }

    private static Occurrence occurrence(String local) {
        return new Occurrence("nightly", LocalDateTime.parse(local), at(local));
    }

    private void waiting(String local) {
        var start = occurrence(local);
        entries.add(new Waiting(start.at(), "nightly", start.local(), start.at(), Optional.empty()));
    }

    @Test
    void nothing_is_due_before_the_schedule_is_watched_nor_before_its_time() {
        assertEquals(List.of(), due("2026-11-30T22:30"));
        assertEquals(
                List.of("nightly"),
                new Agenda(playbook)
                        .unwatched(ScheduleRows.of(entries)).stream()
                                .map(schedule -> schedule.name())
                                .toList());
        watched("2026-11-30T20:00");
        assertEquals(List.of(), due("2026-11-30T22:29:59"));
        assertEquals(List.of(), new Agenda(playbook).unwatched(ScheduleRows.of(entries)));
    }

    @Test
    void it_starts_at_its_time_and_waits_for_its_artifact_as_long_as_the_playbook_has_it() {
        watched("2026-11-30T20:00");
        var start = (Start) one("2026-11-30T22:30");
        assertEquals(occurrence("2026-11-30T22:30"), start.occurrence());
        assertEquals(at("2026-11-30T23:15"), start.latest());
    }

    @Test
    void it_waits_no_longer_than_the_window_is_open() {
        playbook = SchedulePlaybooks.read(
                WINDOW + NIGHTLY.replace("30 22 * * *", "45 1 * * *").replace("newest: a", "newest: a, wait_for: 1h")
                        + " }\n");
        watched("2026-11-30T20:00");
        assertEquals(at("2026-12-01T02:00"), ((Start) one("2026-12-01T01:45")).latest());
    }

    @Test
    void other_times_are_watched_anew() {
        watched("2026-11-30T20:00");
        playbook = SchedulePlaybooks.read(WINDOW + NIGHTLY.replace("30 22", "0 22") + " }\n");
        assertEquals(1, new Agenda(playbook).unwatched(ScheduleRows.of(entries)).size());
        watched("2026-11-30T23:00");
        assertEquals(List.of(), due("2026-11-30T23:30"));
    }

    @Test
    void what_the_window_or_a_blackout_excludes_is_skipped_with_the_reason() {
        watched("2026-12-04T12:00");
        var skip = (Skip) one("2026-12-04T22:31");
        assertTrue(skip.reason().startsWith("outside the window: open mon tue wed thu 22:00"), skip.reason());
        entries.clear();
        watched("2026-12-21T12:00");
        assertTrue(((Skip) one("2026-12-21T22:30")).reason().contains("Christmas"));
    }

    @Test
    void a_late_start_is_in_time_for_five_minutes_and_later_only_in_the_same_window() {
        watched("2026-11-30T20:00");
        assertTrue(one("2026-11-30T22:35") instanceof Start);
        assertTrue(one("2026-12-01T01:59") instanceof Start);
        var miss = (Miss) one("2026-12-01T02:00");
        assertTrue(miss.reason().contains("its window closed at 2026-12-01T01:00:00Z"), miss.reason());
        playbook = SchedulePlaybooks.read(WINDOW + NIGHTLY + ", missed: skip }\n");
        assertTrue(one("2026-11-30T22:35") instanceof Start);
        assertTrue(one("2026-11-30T22:36") instanceof Miss);
    }

    @Test
    void a_late_start_takes_what_is_there_and_one_whose_window_has_just_closed_is_missed() {
        watched("2026-11-30T20:00");
        assertEquals(at("2026-12-01T01:59"), ((Start) one("2026-12-01T01:59")).latest());
        playbook = SchedulePlaybooks.read(WINDOW + NIGHTLY.replace("30 22 * * *", "58 1 * * *") + " }\n");
        entries.clear();
        watched("2026-11-30T20:00");
        assertTrue(one("2026-12-01T01:59:59") instanceof Start);
        assertEquals("its window closed at 2026-12-01T01:00:00Z", ((Miss) one("2026-12-01T02:00")).reason());
    }

    @Test
    void without_a_window_a_late_start_has_as_long_as_it_may_wait_for_its_artifact() {
        playbook = SchedulePlaybooks.read(NIGHTLY + " }\n");
        watched("2026-11-30T20:00");
        assertTrue(one("2026-11-30T23:15") instanceof Start);
        assertEquals(
                "nothing started it at its time, and it can wait for no longer than wait_for",
                ((Miss) one("2026-11-30T23:16")).reason());
    }

    @Test
    void a_start_that_was_waiting_when_its_process_ended_goes_on_waiting_whatever_is_missed() {
        playbook = SchedulePlaybooks.read(WINDOW + NIGHTLY + ", missed: skip }\n");
        watched("2026-11-30T20:00");
        waiting("2026-11-30T22:30");
        assertEquals(at("2026-11-30T23:15"), ((Start) one("2026-11-30T23:15")).latest());
        assertTrue(one("2026-11-30T23:16") instanceof Miss);
    }

    @Test
    void of_several_starts_that_passed_only_the_last_can_be_started() {
        watched("2026-11-30T20:00");
        var due = due("2026-12-02T22:31");
        assertEquals(3, due.size());
        assertTrue(
                due.get(0) instanceof Miss && due.get(1) instanceof Miss && due.get(2) instanceof Start, due::toString);
        entries.clear();
        watched("2026-12-03T12:00");
        due = due("2026-12-07T22:30");
        assertEquals(
                List.of("Miss", "Skip", "Skip", "Skip", "Start"),
                due.stream().map(each -> each.getClass().getSimpleName()).toList());
    }

    @Test
    void a_settled_start_is_not_due_again_and_the_next_one_is() {
        watched("2026-11-30T20:00");
        var start = occurrence("2026-11-30T22:30");
        entries.add(new Skipped(start.at(), "nightly", start.local(), start.at(), "x", Optional.of("d1")));
        assertEquals(List.of(), due("2026-11-30T22:31"));
        assertEquals(occurrence("2026-12-01T22:30"), one("2026-12-01T22:30").occurrence());
        var rows = ScheduleRows.of(entries);
        assertEquals(java.util.Set.of("d1"), rows.refused());
        assertTrue(!rows.accepts(entries.get(1)) && rows.accepts(entries.get(0)));
    }

    /** A newer Java, or a newer tzdata of it, has other rules for a zone: the instants of rows are those of the rules of their time. */
    @ParameterizedTest
    @ValueSource(ints = {-60, -30, 30, 60})
    void a_start_whose_zone_has_other_rules_since_is_not_due_twice_and_the_next_one_is(int minutes) {
        watched("2026-11-30T20:00");
        var start = occurrence("2026-11-30T22:30");
        var before = start.at().minus(Duration.ofMinutes(minutes));
        entries.add(new Skipped(before, "nightly", start.local(), before, "x", Optional.empty()));
        assertEquals(List.of(), due("2026-11-30T23:59"));
        assertEquals(occurrence("2026-12-01T22:30"), one("2026-12-01T22:30").occurrence());
        entries.remove(1);
        entries.add(new Waiting(before, "nightly", start.local(), before, Optional.empty()));
        assertEquals(
                new Occurrence("nightly", start.local(), before),
                one("2026-11-30T23:59").occurrence());
    }

    @Test
    void a_schedule_that_moves_to_another_zone_starts_once_on_a_date() {
        watched("2026-11-30T20:00");
        var start = occurrence("2026-11-30T22:30");
        entries.add(new Skipped(start.at(), "nightly", start.local(), start.at(), "x", Optional.empty()));
        playbook = SchedulePlaybooks.read(NIGHTLY.replace("Europe/Berlin", "America/New_York") + " }\n");
        watched("2026-11-30T23:00");
        assertEquals(List.of(), due("2026-12-01T04:31"));
        assertEquals(
                LocalDateTime.parse("2026-12-01T22:30"),
                one("2026-12-02T04:31").occurrence().local());
    }

    @Test
    void a_paused_schedule_is_skipped_until_it_is_resumed_or_its_pause_ends() {
        watched("2026-11-30T20:00");
        entries.add(
                new Paused(at("2026-11-30T21:00"), "nightly", Optional.of(at("2026-12-01T08:00")), "audit", "anna"));
        assertEquals("paused until 2026-12-01T07:00:00Z by anna: audit", ((Skip) one("2026-11-30T22:30")).reason());
        var start = occurrence("2026-11-30T22:30");
        entries.add(new Skipped(start.at(), "nightly", start.local(), start.at(), "x", Optional.empty()));
        assertTrue(one("2026-12-01T22:30") instanceof Start);
        entries.add(new Paused(at("2026-12-01T21:00"), "nightly", Optional.empty(), "again", "anna"));
        assertEquals("paused by anna: again", ((Skip) one("2026-12-01T22:30")).reason());
        entries.add(new Resumed(at("2026-12-01T21:30"), "nightly", "anna"));
        assertTrue(one("2026-12-01T22:30") instanceof Start);
    }

    @Test
    void of_two_schedules_at_one_instant_the_first_in_the_file_starts() {
        playbook = SchedulePlaybooks.read(
                WINDOW + NIGHTLY.replace("nightly", "second").replace("*', zone", "mon', zone") + " }\n"
                        + NIGHTLY.substring("schedule:\n".length()) + " }\n");
        watched("2026-11-30T20:00");
        var due = due("2026-11-30T22:30");
        assertEquals("second", ((Start) due.get(0)).schedule().name());
        assertTrue(((Skip) due.get(1)).reason().startsWith("second is due at the same time"), due::toString);
        entries.add(new Paused(at("2026-11-30T21:00"), "second", Optional.empty(), "x", "anna"));
        due = due("2026-11-30T22:30");
        assertTrue(due.get(0) instanceof Skip && due.get(1) instanceof Start, due::toString);
    }

    @Test
    void of_more_than_two_at_one_instant_the_first_is_named_and_an_earlier_start_comes_first() {
        var nightly = NIGHTLY.substring("schedule:\n".length()) + " }\n";
        playbook = SchedulePlaybooks.read(
                "schedule:\n" + nightly.replace("nightly", "first").replace("30 22", "32 22")
                        + nightly.replace("nightly", "second")
                        + nightly.replace("nightly", "third")
                        + nightly.replace("nightly", "fourth"));
        watched("2026-11-30T20:00");
        assertEquals(
                List.of("second", "third: second", "fourth: second", "first"),
                due("2026-11-30T22:32").stream()
                        .map(each -> each.occurrence().schedule()
                                + (each instanceof Skip skip
                                        ? ": " + skip.reason().replaceFirst(" .*", "")
                                        : ""))
                        .toList());
    }

    @Test
    void a_schedule_of_every_second_that_slept_is_decided_in_several_turns() {
        playbook = SchedulePlaybooks.read(NIGHTLY.replace("30 22 * * *", "* * * * * ?") + " }\n");
        watched("2026-11-30T20:00");
        var due = due("2026-11-30T22:46:41");
        assertEquals(10_000, due.size());
        assertEquals(at("2026-11-30T22:46:40"), due.get(9_999).occurrence().at());
        assertEquals(1, due.stream().filter(Start.class::isInstance).count());
        assertEquals("its time passed, and a later start of it is due", ((Miss) due.get(9_998)).reason());
    }

    @Test
    void checks_and_uploads_come_before_the_start_once() {
        playbook = SchedulePlaybooks.read(WINDOW + NIGHTLY + ", check: '17:00', stage: 45m }\n");
        watched("2026-11-30T12:00");
        var ahead = new Preparations(playbook.schedule());
        var agenda = new Agenda(playbook);
        assertEquals(Optional.of(at("2026-11-30T17:00")), agenda.next(at("2026-11-30T12:00")));
        assertEquals(Optional.of(at("2026-11-30T21:45")), agenda.next(at("2026-11-30T17:00")));
        assertEquals(Optional.of(at("2026-11-30T22:30")), agenda.next(at("2026-11-30T21:45")));
        assertEquals(List.of(), ahead.checks(ScheduleRows.of(entries), at("2026-11-30T16:59")));
        assertEquals(
                1,
                ahead.checks(ScheduleRows.of(entries), at("2026-11-30T17:00")).size());
        assertEquals(
                1,
                ahead.checks(ScheduleRows.of(entries), at("2026-11-30T20:00")).size());
        entries.add(new Checked(at("2026-11-30T17:01"), "nightly", LocalDate.parse("2026-11-30"), 2));
        assertEquals(List.of(), ahead.checks(ScheduleRows.of(entries), at("2026-11-30T17:02")));
        assertEquals(List.of(), ahead.stages(ScheduleRows.of(entries), at("2026-11-30T21:44")));
        var stage =
                ahead.stages(ScheduleRows.of(entries), at("2026-11-30T21:45")).get(0);
        assertEquals(occurrence("2026-11-30T22:30"), stage.occurrence());
        entries.add(new Staged(
                at("2026-11-30T21:50"),
                "nightly",
                stage.occurrence().local(),
                Optional.empty(),
                Optional.empty(),
                "no"));
        assertEquals(List.of(), ahead.stages(ScheduleRows.of(entries), at("2026-11-30T21:51")));
        entries.add(new Paused(at("2026-12-01T12:00"), "nightly", Optional.empty(), "x", "anna"));
        assertEquals(List.of(), ahead.checks(ScheduleRows.of(entries), at("2026-12-01T18:00")));
    }
}
