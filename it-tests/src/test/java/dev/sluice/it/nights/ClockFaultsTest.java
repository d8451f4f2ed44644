package dev.sluice.it.nights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.LockedException;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.schedule.UpcomingStarts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clocks, and processes that are away at the wrong time, do to schedules. */
class ClockFaultsTest {
    private static final int DONE = 0;
    private static final int OUTSIDE_WINDOW = 9;
    private static final String EARLY = """
            window: { zone: Europe/Berlin, open: [{ days: mon-sun, from: "00:00", to: "05:00" }] }
            schedule: [{ name: early, cron: "30 2 * * *", artifact: { newest: "BUILDS/*", digest: optional } }]
            """;

    @SuppressWarnings("NullAway.Init")
    private Nights nights;

    @AfterEach
    void close() {
        nights.close();
    }

    private Nights begin(String local) throws Exception {
        nights = new Nights(2, local);
        return nights;
    }

    @Test
    void a_time_that_does_not_exist_starts_at_the_change_of_the_clocks_and_once() throws Exception {
        begin("2027-03-27T20:00").write(EARLY);
        nights.run("2027-03-27T20:00");
        nights.build("sunday", "2027-03-27T21:00");
        assertEquals(List.of(), nights.run(Instant.parse("2027-03-28T00:59:59Z")));
        assertEquals(List.of(DONE), nights.run(Instant.parse("2027-03-28T01:00:00Z")));
        assertEquals(List.of(), nights.run(Instant.parse("2027-03-28T01:30:00Z")));
        assertEquals(List.of("early 2027-03-28T02:30 STARTED"), starts());
        assertEquals(List.of("sunday", "sunday"), nights.live());
    }

    @Test
    void a_time_that_comes_twice_starts_once() throws Exception {
        begin("2027-10-30T20:00").write(EARLY);
        nights.run("2027-10-30T20:00");
        nights.build("sunday", "2027-10-30T21:00");
        assertEquals(List.of(), nights.run(Instant.parse("2027-10-31T00:29:59Z")));
        assertEquals(List.of(DONE), nights.run(Instant.parse("2027-10-31T00:30:00Z")));
        nights.build("later", "2027-10-31T02:50");
        assertEquals(List.of(), nights.run(Instant.parse("2027-10-31T01:30:00Z")));
        assertEquals(List.of("early 2027-10-31T02:30 STARTED"), starts());
        assertEquals(List.of("sunday", "sunday"), nights.live());
    }

    private List<String> starts() throws Exception {
        return nights.rows().stream()
                .map(row -> String.join(" ", List.of(row.split(" ")).subList(0, 3)))
                .toList();
    }

    @Test
    void a_process_that_was_down_starts_late_in_the_window_and_reports_what_it_missed_after_it() throws Exception {
        begin("2026-11-30T12:00").run("2026-11-30T12:00");
        nights.build("monday", "2026-11-30T20:00");
        assertEquals(List.of(DONE), nights.run("2026-11-30T23:00"));
        assertEquals(List.of("started", "done"), nights.kindsSent());
        nights.build("tuesday", "2026-12-01T20:00");
        assertEquals(List.of(), nights.run("2026-12-02T03:00"));
        assertEquals(List.of("nightly 2026-11-30T22:30 STARTED", "nightly 2026-12-01T22:30 MISSED"), starts());
        assertTrue(nights.lastRow().contains("its window closed"), nights.lastRow());
        assertEquals(List.of("missed"), nights.kindsSent());
        assertEquals(List.of("monday", "monday"), nights.live());
    }

    @Test
    void a_clock_that_is_set_back_during_a_rollout_starts_nothing_twice() throws Exception {
        begin("2026-11-30T12:00").run("2026-11-30T12:00");
        nights.replace("soak: 0s", "soak: 10m");
        nights.build("monday", "2026-11-30T20:00");
        nights.time().at(Nights.at("2026-11-30T22:35"), () -> nights.time().set(Nights.at("2026-11-30T22:20")));
        assertEquals(List.of(DONE), nights.run("2026-11-30T22:30"));
        assertTrue(nights.time().now().isBefore(Nights.at("2026-11-30T22:50")));
        nights.build("later", "2026-11-30T22:25");
        assertEquals(List.of(), nights.run("2026-11-30T22:30"));
        assertEquals(List.of("nightly 2026-11-30T22:30 STARTED"), starts());
        assertEquals(List.of("monday", "monday"), nights.live());
    }

    @Test
    void a_clock_that_is_set_past_the_window_during_a_rollout_closes_the_window() throws Exception {
        begin("2026-11-30T12:00").run("2026-11-30T12:00");
        nights.replace("soak: 0s", "soak: 10m");
        nights.build("monday", "2026-11-30T20:00");
        nights.time().at(Nights.at("2026-11-30T22:35"), () -> nights.time().set(Nights.at("2026-12-01T02:00")));
        assertEquals(List.of(OUTSIDE_WINDOW), nights.run("2026-11-30T22:30"));
        assertEquals(List.of("monday", "first"), nights.live());
        assertEquals(List.of("started", "window_closed"), nights.kindsSent());
    }

    @Test
    void of_two_processes_that_are_woken_at_one_instant_one_starts_it() throws Exception {
        begin("2026-11-30T12:00").run("2026-11-30T12:00");
        nights.build("monday", "2026-11-30T20:00");
        nights.time().set(Nights.at("2026-11-30T22:30"));
        var barrier = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try (var other = nights.another()) {
            var both = List.of(nights.coordinator(), other).stream()
                    .map(process -> threads.submit(() -> {
                        barrier.await();
                        try {
                            return nights.run(process);
                        } catch (LockedException another) {
                            return List.<Integer>of();
                        }
                    }))
                    .toList();
            int started = 0;
            for (var each : both) {
                started += each.get().size();
            }
            assertEquals(1, started);
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of("nightly 2026-11-30T22:30 STARTED"), starts());
        assertEquals(List.of("started", "done"), nights.kindsSent());
    }

    @Test
    void while_the_rollout_of_the_night_before_is_open_nothing_starts_and_people_are_notified() throws Exception {
        begin("2026-11-30T12:00").run("2026-11-30T12:00");
        nights.replace("batches: [1,", "batches: [{ size: 1, soak: 0s, hold: { for: 4h, then: promote } },");
        nights.build("monday", "2026-11-30T20:00");
        nights.run("2026-11-30T22:30");
        nights.run("2026-12-01T12:00");
        nights.sent();
        nights.build("tuesday", "2026-12-01T20:00");
        nights.run("2026-12-01T22:30");
        assertEquals(List.of("nightly 2026-11-30T22:30 STARTED", "nightly 2026-12-01T22:30 SKIPPED"), starts());
        assertTrue(nights.lastRow().contains("was left unfinished: held after batch 1"), nights.lastRow());
        assertEquals(List.of("skipped"), nights.kindsSent());
        assertEquals(List.of("monday", "first"), nights.live(), "it is as it was");
    }

    @Test
    void holidays_and_a_freeze_are_known_before_they_come_and_nothing_starts_during_them() throws Exception {
        begin("2026-12-07T12:00").run("2026-12-07T12:00");
        var upcoming = nights.with(fleet -> new UpcomingStarts(
                        fleet.project().playbook(),
                        ScheduleRows.of(fleet.schedules().read(fleet.name())))
                .after(Nights.at("2026-12-07T12:00"), 3));
        assertEquals(
                List.of("2026-12-07T21:30:00Z ", "2026-12-08T21:30:00Z ", "2026-12-10T21:30:00Z "),
                upcoming.stream()
                        .filter(next -> next.skipped().isEmpty())
                        .map(next ->
                                next.occurrence().at() + " " + next.skipped().orElse(""))
                        .toList());
        assertTrue(
                upcoming.stream().anyMatch(next -> next.skipped()
                        .filter(why -> why.contains("audit"))
                        .isPresent()),
                upcoming::toString);
        nights.build("monday", "2026-12-07T20:00");
        nights.with(fleet -> new FreezeOperation(fleet).freeze("the sale", Optional.of(Nights.at("2026-12-08T08:00"))));
        assertEquals(List.of(), nights.run("2026-12-07T22:30"));
        assertTrue(nights.lastRow().contains("the sale"), nights.lastRow());
        nights.build("wednesday", "2026-12-09T20:00");
        nights.run("2026-12-09T22:30");
        assertTrue(nights.lastRow().contains("audit"), nights.lastRow());
        assertEquals(List.of("first", "first"), nights.live());
    }
}
