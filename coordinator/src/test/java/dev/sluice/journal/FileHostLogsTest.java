package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.HostLogs;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHostLogsTest {
    private static final FleetName FLEET = new FleetName("prod", "shop");
    private static final RolloutId ROLLOUT = new RolloutId("r-00000001");

    @TempDir
    private Path state;

    private FileHostLogs logs() {
        return new FileHostLogs(state, () -> Instant.parse("2026-11-25T22:00:00Z"));
    }

    private List<String> read(String machine) throws JournalException {
        var lines = new ArrayList<String>();
        logs().read(FLEET, ROLLOUT, machine, lines::add);
        return lines;
    }

    @Test
    void each_machine_has_a_log_of_its_own_that_only_its_owner_reads() throws Exception {
        logs().append(FLEET, ROLLOUT, "web01", List.of("migrate: one", "migrate: two"));
        logs().append(FLEET, ROLLOUT, "web01", List.of("three"));
        logs().append(FLEET, ROLLOUT, HostLogs.COORDINATOR, List.of("purged"));
        assertEquals(List.of("coordinator", "web01"), logs().machines(FLEET, ROLLOUT));
        assertEquals(
                List.of(
                        "2026-11-25T22:00:00Z migrate: one",
                        "2026-11-25T22:00:00Z migrate: two",
                        "2026-11-25T22:00:00Z three"),
                read("web01"));
        var file = state.resolve("prod/shop/r-00000001/logs/web01.log");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(state.resolve("prod/shop/r-00000001/logs"))));
    }

    @Test
    void after_ten_megabytes_it_is_said_once_that_there_was_more() throws Exception {
        for (int i = 0; i < 12; i++) {
            logs().append(FLEET, ROLLOUT, "web01", List.of("x".repeat(1_000_000)));
        }
        var lines = read("web01");
        assertEquals(
                1, lines.stream().filter(line -> line.endsWith("is not kept)")).count());
        assertTrue(lines.get(lines.size() - 1).endsWith("is not kept)"));
        var size = Files.size(state.resolve("prod/shop/r-00000001/logs/web01.log"));
        assertTrue(size < FileHostLogs.MOST_BYTES + 200, () -> "it has " + size + " bytes");
    }

    @Test
    void a_name_that_would_lead_elsewhere_is_refused() {
        for (var name : List.of("../x", "a/b", "", ".hidden")) {
            assertThrows(JournalException.class, () -> logs().append(FLEET, ROLLOUT, name, List.of("x")), name);
        }
    }
}
