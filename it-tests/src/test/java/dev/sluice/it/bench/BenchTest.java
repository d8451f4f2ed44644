package dev.sluice.it.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That each benchmark runs, on a tree and a fleet so small that its figures have no meaning. */
class BenchTest {
    private static final List<String> TINY =
            List.of("--pairs", "1", "--files", "300", "--megabytes", "1", "--settle", "0");

    @Test
    void a_release_of_few_changes_is_timed_beside_rsync() {
        var table = report("delta", "--hosts", "2");
        assertTrue(table.contains("100 changed files of 300"), table);
        assertRows(table, "sluice", "rsync");
    }

    @Test
    void a_first_release_is_timed_beside_rsync_and_tar() {
        assertRows(report("cold", "--hosts", "2"), "sluice", "rsync", "tar");
    }

    @Test
    void a_plan_is_timed_beside_ssh() {
        assertRows(report("start", "--hosts", "2"), "sluice plan", "ssh", "sluice version");
    }

    @Test
    void a_fleet_of_several_addresses_for_one_server_is_released_in_batches() {
        var table = report("fleet", "--hosts", "4", "--batches", "2");
        assertTrue(table.matches("(?s).*at most [1-9]\\d* MB resident.*"), table);
        assertRows(table, "staged", "switched");
    }

    private static String report(String benchmark, String... options) {
        var arguments = new ArrayList<String>(List.of(benchmark));
        arguments.addAll(TINY);
        arguments.addAll(List.of(options));
        var progress = new PrintStream(OutputStream.nullOutputStream(), true);
        return BenchMain.report(BenchOrder.parse(arguments.toArray(String[]::new)), Optional.empty(), progress);
    }

    private static void assertRows(String table, String... names) {
        var found = table.lines()
                .filter(line -> line.startsWith("| ") && line.matches(".*\\d\\.\\d\\d.*"))
                .map(line -> line.split(" \\| ", 2)[0].substring(2))
                .toList();
        assertEquals(List.of(names), found, table);
    }

    @Test
    void a_row_has_the_median_and_what_is_compared_is_the_first_side() {
        var three = new Figures(List.of(Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofSeconds(4)));
        var two = new Figures(List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        assertEquals(Duration.ofSeconds(1), three.shortest());
        assertEquals(Duration.ofSeconds(4), three.median());
        assertEquals(Duration.ofSeconds(9), three.longest());
        assertEquals(Duration.ofSeconds(2), two.median());
        assertEquals(2.0, three.ratioTo(two));
    }

    @Test
    void the_pace_of_late_hosts_is_not_that_of_early_ones() {
        var begin = Instant.parse("2026-01-01T00:00:00Z");
        var pace = Pace.of(IntStream.rangeClosed(1, 10)
                .mapToObj(number -> begin.plusSeconds(number <= 5 ? number : 5 + 3L * (number - 5)))
                .toList());
        assertEquals(1.0, pace.secondsOfAHost(1, 5));
        assertEquals(3.0, pace.secondsOfAHost(5, 10));
        assertThrows(IllegalArgumentException.class, () -> pace.secondsOfAHost(5, 11));
    }

    @Test
    void times_of_a_history_are_set_back_and_nothing_else() {
        assertEquals(
                "at=1000 rollout=at=9000 token=1\nat=2000 rollout=b token=2\n",
                SetBack.older("at=8200 rollout=at=9000 token=1\nat=9200 rollout=b token=2\n"));
    }

    @Test
    void a_wrong_argument_is_named() {
        assertRefused("which benchmark? delta, cold, start or fleet");
        assertRefused("the benchmark cannot be warm", "warm");
        assertRefused("not understood: --host", "delta", "--host", "8");
        assertRefused("--pairs wants a number, not five", "delta", "--pairs", "five");
        assertRefused(
                "--changes wants at most half of the 10 files of the tree, not 9",
                "delta",
                "--files",
                "10",
                "--changes",
                "9");
    }

    private static void assertRefused(String message, String... arguments) {
        var refused = assertThrows(IllegalArgumentException.class, () -> BenchOrder.parse(arguments));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void a_missing_program_is_named_with_its_package() {
        var missing = assertThrows(
                IllegalStateException.class, () -> Programs.required("no-such-program", "no-such-package"));
        assertTrue(
                missing.toString().endsWith("apt-get install --no-install-recommends no-such-package"),
                missing::toString);
    }
}
