package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.schedule.ScheduleEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScheduleRecordsTest {
    private static final FleetName FLEET = new FleetName("prod", "shop");
    private static final Instant NOW = Instant.parse("2026-11-30T21:30:00Z");
    private static final LocalDateTime LOCAL = LocalDateTime.parse("2026-11-30T22:30");
    private static final RolloutId ROLLOUT = RolloutId.of(1, 2);
    private static final ScheduleEntry MISSED = new ScheduleEntry.Missed(NOW, "n", LOCAL, NOW, "too late");

    /** One of each type. */
    private static final List<ScheduleEntry> ALL = List.of(
            new ScheduleEntry.Watched(NOW, "n", "30 22 * * *", ZoneId.of("Europe/Berlin")),
            new ScheduleEntry.Waiting(NOW, "n", LOCAL, NOW, Optional.of("anna")),
            new ScheduleEntry.Starting(NOW, "n", LOCAL, NOW, ROLLOUT, "/b/a", "00"),
            new ScheduleEntry.Started(NOW, "n", LOCAL, NOW, ROLLOUT, "succeeded"),
            new ScheduleEntry.Skipped(NOW, "m", LOCAL, NOW, "no \"artifact\"", Optional.of("00")),
            new ScheduleEntry.Missed(NOW, "o", LOCAL, NOW, "too late"),
            new ScheduleEntry.Staged(NOW, "n", LOCAL, Optional.of(new ReleaseId("2")), Optional.of("00"), "uploaded"),
            new ScheduleEntry.Checked(NOW, "n", LocalDate.parse("2026-11-30"), 0),
            new ScheduleEntry.Paused(NOW, "n", Optional.of(NOW), "audit", "anna"),
            new ScheduleEntry.Reported(NOW, "mail ops@example.com", LocalDate.parse("2026-11-30")),
            new ScheduleEntry.Resumed(NOW, "n", "anna"));

    @TempDir
    private Path directory;

    private FileScheduleRecords records() {
        return new FileScheduleRecords(directory.resolve("state"), InstantSource.fixed(NOW));
    }

    private Path file() {
        return directory.resolve("state/prod/shop/schedules/entries.jsonl");
    }

    @Test
    void every_type_of_entry_is_read_back_in_order_by_another_process() throws Exception {
        for (var entry : ALL) {
            records().append(FLEET, entry);
        }
        assertEquals(ALL, records().read(FLEET));
        assertEquals(
                ScheduleEntry.class.getPermittedSubclasses().length
                        - 1
                        + ScheduleEntry.OfOccurrence.class.getPermittedSubclasses().length,
                ALL.size());
    }

    @Test
    void nothing_was_recorded_where_there_is_no_file() throws Exception {
        assertEquals(List.of(), records().read(FLEET));
    }

    @Test
    void a_settled_start_is_settled_once() throws Exception {
        records().append(FLEET, MISSED);
        var refused = assertThrows(JournalException.class, () -> records().append(FLEET, MISSED));
        assertTrue(String.valueOf(refused.getMessage()).contains("settled this start of schedule n already"));
        assertEquals(List.of(MISSED), records().read(FLEET));
    }

    @Test
    void an_incomplete_last_line_is_left_out_and_cut_off_by_the_next_entry() throws Exception {
        records().append(FLEET, ALL.get(0));
        Files.writeString(file(), "{\"seq\":1,\"gro", StandardOpenOption.APPEND);
        assertEquals(ALL.subList(0, 1), records().read(FLEET));
        records().append(FLEET, MISSED);
        assertEquals(List.of(ALL.get(0), MISSED), records().read(FLEET));
    }

    @Test
    void a_line_that_was_changed_is_damage() throws Exception {
        records().append(FLEET, ALL.get(0));
        records().append(FLEET, MISSED);
        var text = Files.readString(file());
        for (var other :
                List.of(text.replace("too late", "too soon"), text.substring(text.indexOf('\n') + 1), text + "\n")) {
            Files.writeString(file(), other);
            assertThrows(JournalDamagedException.class, () -> records().read(FLEET), other);
            assertThrows(JournalDamagedException.class, () -> records().append(FLEET, ALL.get(1)), other);
        }
    }

    @Test
    void one_process_at_a_time_starts_what_is_due_and_entries_can_be_added_meanwhile() throws Exception {
        var records = records();
        var turn = records.take(FLEET);
        try (turn) {
            assertThrows(LockedException.class, () -> records.take(FLEET));
            records.append(FLEET, MISSED);
        }
        records.take(FLEET).close();
    }

    @Test
    void the_file_is_for_its_owner_only() throws IOException, JournalException {
        records().append(FLEET, MISSED);
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }
}
