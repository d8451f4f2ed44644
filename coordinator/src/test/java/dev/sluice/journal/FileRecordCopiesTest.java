package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.step.RecordCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on their way from one machine to another, over the hosts. */
final class FileRecordCopiesTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final RolloutPlan PLAN = SamplePlan.of("web01", "web02");
    private static final FleetName FLEET = FleetName.of(PLAN);
    private static final HostName WEB01 = new HostName("web01");
    private static final HostName WEB02 = new HostName("web02");
    private static final HostName WEB03 = new HostName("web03");

    @TempDir
    private Path temporary = Path.of("");

    private FileRolloutStore store(String machine) {
        return new FileRolloutStore(temporary.resolve(machine), InstantSource.fixed(AT));
    }

    private FileRecordCopies copies(String machine) {
        return new FileRecordCopies(temporary.resolve(machine));
    }

    private Path directory(String machine) {
        return temporary.resolve(machine).resolve("prod/shop/r-7f3a09bc");
    }

    private static RolloutEvent paused(String by) {
        return new FleetEvent.Paused(AT, by);
    }

    /** What a machine has written when so many people have paused there. */
    private RecordCopy written(String machine, String... by) throws Exception {
        try (var open = store(machine).create(PLAN)) {
            open.journal().append(List.of(new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna")));
            for (var name : by) {
                open.journal().append(List.of(paused(name)));
            }
        }
        return copies(machine).export(FLEET, PLAN.id());
    }

    private int take(String machine, Map<HostName, RecordCopy> found) throws JournalException {
        return copies(machine).take(FLEET, PLAN.id(), found).records();
    }

    @Test
    void another_machine_goes_on_where_the_first_one_stood() throws Exception {
        var copy = written("first", "ben");
        assertEquals(2, take("second", Map.of(WEB01, copy)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory("second"))));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory("second").resolve("journal.jsonl"))));
        try (var open = store("second").open(PLAN.id())) {
            assertEquals(PLAN, open.plan());
            open.journal().append(List.of(new FleetEvent.Promoted(AT, 1, "carl")));
        }
        var longer = copies("second").export(FLEET, PLAN.id());
        assertEquals(3, take("first", Map.of(WEB01, longer)), "and the first one takes that in");
        assertEquals(3, store("first").read(PLAN.id()).events().size());
        assertEquals(
                store("second").read(PLAN.id()).head(),
                store("first").read(PLAN.id()).head());
    }

    @Test
    void of_several_copies_the_longest_sound_one_counts() throws Exception {
        var longest = written("first", "ben", "carl");
        var shorter = written("other", "ben");
        var damaged = new RecordCopy(
                longest.rollout(), longest.plan(), longest.journal().replace("carl", "dora"));
        var taken = copies("second").take(FLEET, PLAN.id(), Map.of(WEB01, shorter, WEB02, longest, WEB03, damaged));
        assertEquals(3, taken.records());
        assertTrue(taken.notes().get(0).contains("passed over: the record of r-7f3a09bc on web03"), taken::toString);
        assertTrue(taken.notes().get(1).contains("comes from web02: 3 records, none was here"), taken::toString);
    }

    @Test
    void a_record_that_is_here_and_longer_stays() throws Exception {
        var shorter = written("other", "ben");
        written("first", "ben", "carl");
        var before = Files.readString(directory("first").resolve("journal.jsonl"));
        assertEquals(3, take("first", Map.of(WEB01, shorter)));
        assertEquals(before, Files.readString(directory("first").resolve("journal.jsonl")));
        assertEquals(3, take("first", Map.of()), "and where no host has any");
    }

    @Test
    void two_machines_that_went_on_in_different_ways_are_refused() throws Exception {
        var one = written("one", "ben");
        var two = written("two", "carl", "dora");
        var e = assertThrows(JournalException.class, () -> take("third", Map.of(WEB01, one, WEB02, two)));
        assertTrue(e.toString().contains("went on in different ways, on web01 and on web02"), e.toString());
        assertFalse(Files.exists(directory("third")));
        var here = assertThrows(JournalException.class, () -> take("one", Map.of(WEB02, two)));
        assertTrue(here.toString().contains("on this machine and on web02"), here.toString());
        assertEquals(one, copies("one").export(FLEET, PLAN.id()));
    }

    @Test
    void copies_of_which_none_is_sound_are_damage() throws Exception {
        var copy = written("first", "ben");
        var torn = new RecordCopy(copy.rollout(), copy.plan(), copy.journal().strip());
        var otherPlan = new RecordCopy(copy.rollout(), copy.plan().replace("anna", "emil"), copy.journal());
        var noPlan = new RecordCopy(copy.rollout(), "{", copy.journal());
        var e = assertThrows(
                JournalDamagedException.class,
                () -> take("second", Map.of(WEB01, torn, WEB02, otherPlan, WEB03, noPlan)));
        for (var words : List.of("web01 is torn after record 0", "does not belong to the plan", "web03: the plan is")) {
            assertTrue(e.toString().contains(words), e.toString());
        }
        assertFalse(Files.exists(directory("second")));
    }

    @Test
    void a_record_of_another_fleet_or_rollout_is_passed_over() throws Exception {
        var copy = written("first", "ben");
        var other = new FleetName("staging", "shop");
        assertThrows(JournalDamagedException.class, () -> copies("second").take(other, PLAN.id(), Map.of(WEB01, copy)));
        assertThrows(JournalDamagedException.class, () -> copies("second")
                .take(FLEET, RolloutId.of(1), Map.of(WEB01, copy)));
    }

    @Test
    void a_newer_sluices_record_is_not_passed_over() throws Exception {
        var copy = written("first", "ben");
        var newer = new RecordCopy(copy.rollout(), copy.plan().replace("\"v\": 1", "\"v\": 9"), copy.journal());
        var e = assertThrows(JournalException.class, () -> take("second", Map.of(WEB01, copy, WEB02, newer)));
        assertFalse(e instanceof JournalDamagedException);
        assertTrue(e.toString().contains("on web02: the plan has version 9"), e.toString());
    }

    @Test
    void what_is_exported_while_it_is_written_ends_with_a_whole_line() throws Exception {
        var whole = written("first", "ben");
        Files.writeString(directory("first").resolve("journal.jsonl"), "{\"seq\":2,\"gr", StandardOpenOption.APPEND);
        assertEquals(whole, copies("first").export(FLEET, PLAN.id()));
        var longer = written("other", "ben", "carl");
        assertEquals(3, take("first", Map.of(WEB01, longer)));
        assertEquals("{\"seq\":2,\"gr", Files.readString(directory("first").resolve("journal.torn")));
    }

    @Test
    void what_a_crash_left_while_a_copy_was_taken_in_is_no_hindrance() throws Exception {
        var copy = written("first", "ben");
        var beside = directory("second").resolveSibling(".r-7f3a09bc.new");
        Files.createDirectories(beside);
        Files.writeString(beside.resolve("plan.json"), "{");
        Files.setPosixFilePermissions(temporary.resolve("second"), PosixFilePermissions.fromString("rwx------"));
        assertEquals(2, take("second", Map.of(WEB01, copy)));
    }
}
