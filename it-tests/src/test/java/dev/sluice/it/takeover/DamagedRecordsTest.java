package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import dev.sluice.it.release.StopPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Records of a killed coordinator that were damaged before anybody went on with it. */
@Execution(ExecutionMode.CONCURRENT)
class DamagedRecordsTest {
    private static final StopPoint BEHIND_THE_FIRST_GATE = new StopPoint("after-record", "GateOpened", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @BeforeEach
    void kill_a_coordinator() throws IOException {
        site = PaperSite.start(3, directory, playbook -> playbook);
        operator = site.operator();
        BEHIND_THE_FIRST_GATE.kill(operator, site.release("2"));
        assertEquals(List.of("2", "1", "1"), site.live());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Path journal() {
        try (var files = Files.walk(operator.state())) {
            return files.filter(file -> file.endsWith("journal.jsonl"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void damage(UnaryOperator<String> change) throws IOException {
        var before = Files.readString(journal());
        var after = change.apply(before);
        assertTrue(!after.equals(before), "nothing was damaged");
        Files.writeString(journal(), after);
    }

    private void isRefused(String why) throws IOException {
        for (var command : List.of("resume", "rollback")) {
            ends(12, operator.run(command, "--yes")).shows(why);
        }
        assertEquals(List.of("2", "1", "1"), site.live());
    }

    @Test
    void a_record_that_was_changed_in_the_middle_is_refused_and_no_host_is_touched() throws IOException {
        damage(text -> text.replaceFirst("\"host\":\"web01\",\"token\":1", "\"host\":\"web01\",\"token\":9"));

        isRefused("journal.jsonl");
    }

    @Test
    void a_record_that_is_gone_is_refused_and_no_host_is_touched() throws IOException {
        Files.delete(journal());

        for (var command : List.of("resume", "rollback")) {
            ends(12, operator.run(command, "--yes"));
        }
        assertEquals(List.of("2", "1", "1"), site.live());
    }

    @Test
    void records_that_others_can_write_are_not_used() throws IOException {
        Files.setPosixFilePermissions(operator.state(), PosixFilePermissions.fromString("rwxrwxrwx"));

        for (var command : List.of("resume", "rollback")) {
            ends(1, operator.run(command, "--yes")).shows("chmod 700 ");
        }
        assertEquals(List.of("2", "1", "1"), site.live());
    }

    @Test
    void a_plan_that_a_crash_left_half_written_is_no_record() throws IOException {
        var half = journal().resolve("../../.r-0badc0de.new").normalize();
        Files.createDirectory(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(half.resolve("plan.json"), "{ \"v\": 1, \"id\": \"r-0bad");

        ends(0, operator.run("resume", "--yes"));
        ends(0, operator.run("history")).showsNot("r-0badc0de");
        assertEquals(Collections.nCopies(3, "2"), site.live());
    }

    @Test
    void a_torn_end_is_cut_off_and_said_and_the_rollout_goes_on() throws IOException {
        var whole = Files.readAllBytes(journal());
        var torn = new String(whole, 0, whole.length - 40, StandardCharsets.UTF_8);
        damage(text -> torn);

        ends(0, operator.run("resume", "--yes")).shows("note");

        assertTrue(Files.exists(journal().resolveSibling("journal.torn")));
        everywhere(site.fleet(), "2");
    }
}
