package dev.sluice.it.nights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.demo.Fault;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.plan.Waiver;
import dev.sluice.schedule.ScheduleEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in the nights of a week: what was started, what was not, who was notified of what, and the rows. A schedule is due at 22:30. */
class WeekTest {
    private static final int DONE = 0;
    private static final int REVERTED = 5;

    @SuppressWarnings("NullAway.Init")
    private Nights nights;

    @BeforeEach
    void monday() throws Exception {
        nights = new Nights(2, "2026-11-30T12:00");
        assertEquals(List.of(), nights.run("2026-11-30T12:00"));
    }

    @AfterEach
    void close() {
        nights.close();
    }

    private void assertLastRow(String start, String words) throws Exception {
        var row = nights.lastRow();
        assertTrue(row.startsWith(start) && row.contains(words), row);
    }

    private void assertLive(String build) {
        assertEquals(List.of(build, build), nights.live());
    }

    /** One message of that kind, with these words. */
    private void assertSent(String kind, String words) throws Exception {
        var sent = nights.sent();
        assertEquals(1, sent.size(), sent::toString);
        assertTrue(sent.get(0).startsWith(kind + ": ") && sent.get(0).contains(words), sent::toString);
    }

    @Test
    void a_build_that_is_late_is_waited_for() throws Exception {
        nights.time().at(Nights.at("2026-11-30T22:50"), () -> nights.build("monday", "2026-11-30T22:50"));
        assertEquals(List.of(DONE), nights.run("2026-11-30T22:30"));
        assertLastRow("nightly 2026-11-30T22:30 STARTED", "succeeded");
        assertLive("monday");
        assertEquals(List.of("started", "done"), nights.kindsSent());
        assertEquals(List.of(), nights.run("2026-11-30T23:55"));
        assertEquals(List.of(), nights.sent());
        assertEquals(1, nights.rows().size());
    }

    @Test
    void a_hotfix_of_the_afternoon_is_not_replaced_by_the_build_of_noon() throws Exception {
        nights.run("2026-11-30T22:30");
        nights.sent();
        nights.build("tuesday", "2026-12-01T13:00");
        nights.time().set(Nights.at("2026-12-01T14:00"));
        var order = new ReleaseOrder(
                Optional.of(new ArtifactLocation.Local(nights.hotfix("fix", "2026-12-01T13:50"))),
                Provenance.Digest.WHEN_THERE,
                Optional.empty(),
                List.of(new Waiver(Waiver.Kind.WINDOW, "", "hotfix")),
                Optional.empty());
        assertEquals(DONE, Nights.code(nights.with(fleet -> new ReleaseOperation(fleet, Nights.front()).run(order))));
        assertLive("fix");
        assertEquals(List.of("started", "done"), nights.kindsSent());
        assertEquals(List.of(), nights.run("2026-12-01T22:30"));
        assertLastRow("nightly 2026-12-01T22:30 SKIPPED", "released later");
        assertSent("skipped", "released later");
        assertLive("fix");
    }

    /** Its health passes every other time. */
    @Test
    void a_build_that_was_reverted_starts_no_more_although_it_is_still_the_newest() throws Exception {
        var broken = nights.build("monday", "2026-11-30T21:00");
        nights.time()
                .at(Nights.at("2026-11-30T22:30:30"), () -> nights.host("web01").inject(Fault.FLAPPING));
        nights.time()
                .at(Nights.at("2026-11-30T22:49:30"), () -> nights.host("web01").heal(Fault.FLAPPING));
        assertEquals(List.of(REVERTED), nights.run("2026-11-30T22:30"));
        assertLastRow("nightly 2026-11-30T22:30 STARTED", "reverted");
        assertLive("first");
        assertEquals(List.of("started", "reverted"), nights.kindsSent());
        Nights.touch(broken, "2026-12-01T21:00");
        assertEquals(List.of(), nights.run("2026-12-01T22:30"));
        assertLastRow("nightly 2026-12-01T22:30 SKIPPED", "only a person");
        assertSent("skipped", "only a person");
        assertLive("first");
    }

    @Test
    void a_process_that_is_started_again_at_22_29_starts_what_is_due_a_minute_later_once() throws Exception {
        nights.build("monday", "2026-11-30T21:00");
        nights.run("2026-11-30T22:28");
        nights.restart();
        assertEquals(List.of(), nights.run("2026-11-30T22:29"));
        assertEquals(List.of(), nights.rows());
        assertEquals(List.of(DONE), nights.run("2026-11-30T22:30"));
        nights.restart();
        assertEquals(List.of(), nights.run("2026-11-30T22:31"));
        assertEquals(1, nights.rows().size());
        assertLive("monday");
        assertEquals(List.of("started", "done"), nights.kindsSent());
    }

    @Test
    void of_two_schedules_at_one_instant_the_first_in_the_file_starts() throws Exception {
        Files.writeString(
                nights.playbookFile(),
                Files.readString(nights.playbookFile())
                        + "  - { name: twin, cron: \"30 22 1 12 *\", artifact: { newest: \"" + nights.builds()
                        + "/*\", digest: optional } }\n");
        nights.run("2026-11-30T22:29");
        nights.build("tuesday", "2026-12-01T21:00");
        assertEquals(List.of(DONE), nights.run("2026-12-01T22:30"));
        var rows =
                nights.rows().stream().filter(row -> row.contains("2026-12-01")).toList();
        assertEquals(2, rows.size(), rows::toString);
        assertTrue(
                rows.stream()
                        .anyMatch(row -> row.startsWith("twin 2026-12-01T22:30 SKIPPED nightly is due at the same")),
                rows::toString);
        var sent = nights.sent();
        assertTrue(sent.stream().anyMatch(message -> message.startsWith("skipped: twin: ")), sent::toString);
        assertLive("tuesday");
    }

    @Test
    void a_freeze_until_monday_is_announced_once_and_its_nights_are_silent() throws Exception {
        nights.time().set(Nights.at("2026-12-02T15:00"));
        nights.run("2026-12-02T15:00");
        nights.sent();
        nights.with(fleet -> new FreezeOperation(fleet).freeze("the sale", Optional.of(Nights.at("2026-12-07T08:00"))));
        assertSent("frozen", "the sale");
        for (var day : List.of("2026-12-02", "2026-12-03")) {
            assertEquals(List.of(), nights.run(day + "T22:30"));
            assertLastRow("nightly " + day + "T22:30 SKIPPED", "the sale");
        }
        assertEquals(List.of(), nights.sent());
        nights.build("monday", "2026-12-07T20:00");
        assertEquals(List.of(DONE), nights.run("2026-12-07T22:30"));
        assertLive("monday");
        assertEquals(List.of("started", "done"), nights.kindsSent());
    }

    @Test
    void a_dead_host_is_reported_by_day_keeps_the_start_from_starting_and_the_next_build_starts() throws Exception {
        nights.replace("30 22 * * mon-thu\",", "30 22 * * mon-thu\", check: \"17:00\",");
        nights.build("monday", "2026-11-30T16:00");
        nights.host("web02").inject(Fault.UNREACHABLE);
        assertEquals(List.of(), nights.run("2026-11-30T17:00"));
        assertSent("problems", "would be refused: web02");
        assertEquals(List.of(), nights.run("2026-11-30T22:30"));
        assertLastRow("nightly 2026-11-30T22:30 SKIPPED", "web02");
        assertSent("skipped", "web02");
        assertLive("first");
        nights.host("web02").heal(Fault.UNREACHABLE);
        nights.build("tuesday", "2026-12-01T16:00");
        assertEquals(List.of(), nights.run("2026-12-01T17:00"));
        assertEquals(List.of(DONE), nights.run("2026-12-01T22:30"));
        assertLive("tuesday");
        assertEquals(List.of("started", "done"), nights.kindsSent());
    }

    @Test
    void a_dead_host_that_may_be_left_out_is_named_and_is_no_failure() throws Exception {
        nights.replace("  order: groups", "  order: groups\n  max_unreachable: 1");
        nights.build("monday", "2026-11-30T16:00");
        nights.host("web02").inject(Fault.UNREACHABLE);
        assertEquals(List.of(DONE), nights.run("2026-11-30T22:30"));
        assertLastRow("nightly 2026-11-30T22:30 STARTED", "succeeded");
        assertEquals(List.of("monday", "first"), nights.live());
    }

    @Test
    void what_is_uploaded_early_is_switched_at_its_time_by_another_process() throws Exception {
        nights.replace("30 22 * * mon-thu\",", "30 22 * * mon-thu\", stage: 45m,");
        nights.build("monday", "2026-11-30T21:00");
        nights.run("2026-11-30T21:45");
        List<ScheduleEntry.Staged> staged = nights.with(fleet -> fleet.schedules().read(fleet.name()).stream()
                .filter(ScheduleEntry.Staged.class::isInstance)
                .map(ScheduleEntry.Staged.class::cast)
                .toList());
        assertEquals(1, staged.size());
        assertLive("first");
        nights.restart();
        assertEquals(List.of(DONE), nights.run("2026-11-30T22:30"));
        assertLive("monday");
        assertEquals(
                staged.get(0).release().orElseThrow().value(),
                nights.host("web01").live());
    }

    @Test
    void a_pause_and_a_holiday_skip_their_nights_with_their_reasons() throws Exception {
        nights.run("2026-12-08T22:30");
        nights.sent();
        nights.run("2026-12-09T22:30");
        assertLastRow("nightly 2026-12-09T22:30 SKIPPED", "audit");
        assertSent("skipped", "audit");
        nights.with(fleet -> {
            new PauseScheduleOperation(fleet).pause("nightly", Optional.of(Nights.at("2026-12-11T08:00")), "holiday");
            return 0;
        });
        nights.run("2026-12-10T22:30");
        assertLastRow("nightly 2026-12-10T22:30 SKIPPED", "holiday");
        assertSent("skipped", "holiday");
    }

    @Test
    void logs_that_rotate_at_midnight_disturb_no_rollout() throws Exception {
        var log = nights.host("web01").directory().resolve("error.log");
        Files.writeString(log, "before midnight\n");
        nights.write("""
                window: { zone: Europe/Berlin, open: [{ days: mon-thu, from: "22:00", to: "02:00" }] }
                schedule: [{ name: late, cron: "59 23 * * mon-thu", artifact: { newest: "BUILDS/*", digest: optional } }]
                """);
        nights.replace("soak: 0s", "soak: 10m");
        Files.writeString(
                nights.inventoryFile(),
                Files.readString(nights.inventoryFile()).replace("  ssh:\n", "  logs: [" + log + "]\n  ssh:\n"));
        nights.run("2026-11-30T23:50");
        nights.build("monday", "2026-11-30T21:00");
        nights.time().at(Nights.at("2026-12-01T00:00"), () -> rotate(log));
        assertEquals(List.of(DONE), nights.run("2026-11-30T23:59"));
        assertTrue(Files.exists(log.resolveSibling("error.log.1")), "it was rotated meanwhile");
        assertLastRow("late 2026-11-30T23:59 STARTED", "succeeded");
        assertLive("monday");
    }

    private static void rotate(Path log) {
        try {
            Files.move(log, log.resolveSibling("error.log.1"));
            Files.writeString(log, "after midnight\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
