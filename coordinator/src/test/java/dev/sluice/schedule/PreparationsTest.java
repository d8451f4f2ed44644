package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.playbook.Playbook;
import dev.sluice.schedule.Preparations.Preparation;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Watched;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreparationsTest {
    private static final Playbook PLAYBOOK = SchedulePlaybooks.read("""
            schedule:
              - { name: nightly, cron: '30 22 * * *', zone: UTC, artifact: { newest: a }, check: '17:00', stage: 45m }
              - { name: early, cron: '30 12 * * *', zone: UTC, artifact: { newest: a }, check: '17:00' }
              - { name: plain, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }
            """);

    private final List<ScheduleEntry> entries = new ArrayList<>();
    private final Preparations preparations = new Preparations(PLAYBOOK.schedule());

    private static Instant at(String utc) {
        return LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC);
    }

    private static List<String> names(List<Preparation> some) {
        return some.stream().map(each -> each.schedule().name()).toList();
    }

    private List<String> stages(String now) {
        return names(preparations.stages(ScheduleRows.of(entries), at(now)));
    }

    private List<String> checks(String now) {
        return names(preparations.checks(ScheduleRows.of(entries), at(now)));
    }

    private void watched() {
        PLAYBOOK.schedule()
                .forEach(schedule -> entries.add(
                        new Watched(at("2026-11-30T08:00"), schedule.name(), schedule.cron(), schedule.zone())));
    }

    @Test
    void what_is_not_watched_yet_is_not_prepared_for() {
        assertEquals(List.of(), stages("2026-11-30T22:00"));
        assertEquals(List.of(), checks("2026-11-30T22:00"));
    }

    @Test
    void only_what_the_playbook_asks_for_is_done_and_only_from_its_moment_on() {
        watched();
        assertEquals(List.of(), stages("2026-11-30T21:44:59"));
        assertEquals(List.of("nightly"), stages("2026-11-30T21:45"));
        assertEquals(List.of(), checks("2026-11-30T16:59:59"));
        assertEquals(List.of("nightly"), checks("2026-11-30T17:00"));
    }

    @Test
    void a_check_whose_time_of_day_is_after_the_start_is_none() {
        watched();
        assertEquals(List.of("nightly"), checks("2026-11-30T20:00"));
        var early = PLAYBOOK.schedule().get(1);
        var start = new ScheduleCalendar(early).next(at("2026-11-30T08:00")).orElseThrow();
        assertEquals(List.of(), preparations.moments(early, start).toList());
        assertEquals(Optional.of(at("2026-11-30T12:30")), new Agenda(PLAYBOOK).next(at("2026-11-30T08:00")));
    }

    @Test
    void a_start_that_is_paused_is_not_prepared_for() {
        watched();
        entries.add(new Paused(at("2026-11-30T12:00"), "nightly", Optional.empty(), "x", "anna"));
        assertEquals(List.of(), stages("2026-11-30T22:00"));
        assertEquals(List.of(), checks("2026-11-30T22:00"));
    }
}
