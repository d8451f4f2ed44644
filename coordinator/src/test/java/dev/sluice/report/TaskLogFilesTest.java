package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.engine.HostLogs;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLogFilesTest {
    private static final FleetName FLEET = new FleetName("prod", "shop");
    private static final RolloutId ROLLOUT = RolloutId.of(1, 2);

    @TempDir
    private Path directory;

    private record Kept(Map<String, List<String>> lines) implements HostLogs {
        @Override
        public void append(FleetName fleet, RolloutId rollout, String machine, List<String> more) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> machines(FleetName fleet, RolloutId rollout) {
            return List.copyOf(lines.keySet());
        }

        @Override
        public void read(FleetName fleet, RolloutId rollout, String machine, Consumer<String> line) {
            lines.getOrDefault(machine, List.of()).forEach(line);
        }
    }

    private List<String> written(Map<String, List<String>> lines, String machine) throws Exception {
        new TaskLogFiles(directory, new Kept(new TreeMap<>(lines))).write(FLEET, ROLLOUT);
        return Files.readAllLines(directory.resolve("logs").resolve(machine + ".log"));
    }

    @Test
    void each_machine_has_a_file_of_its_own() throws Exception {
        var lines = Map.of("web01", List.of("one", "two"), HostLogs.COORDINATOR, List.of("purged"));
        assertEquals(List.of("one", "two"), written(lines, "web01"));
        assertEquals(List.of("purged"), written(lines, "coordinator"));
    }

    @Test
    void a_later_end_replaces_it() throws Exception {
        written(Map.of("web01", List.of("one", "two")), "web01");
        assertEquals(List.of("three"), written(Map.of("web01", List.of("three")), "web01"));
    }

    @Test
    void what_hosts_print_is_harmless_and_bounded() throws Exception {
        var lines = written(
                Map.of(
                        "web01",
                        List.of("\u001b]0;title\u0007red\u001b[31m \u001b[8mha:AAAA\u001b[0m", "x".repeat(20_000))),
                "web01");
        assertEquals("red", lines.get(0));
        assertEquals(10_000, lines.get(1).length());
    }

    @Test
    void without_tasks_there_is_no_directory() throws Exception {
        new TaskLogFiles(directory, HostLogs.none()).write(FLEET, ROLLOUT);
        assertFalse(Files.exists(directory.resolve("logs")));
    }
}
