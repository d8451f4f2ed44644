package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.FixedKeys;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies.Examined;
import dev.sluice.engine.RecordKeys;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutIds;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on their way from one machine to another, over the hosts. */
final class FileRecordCopiesTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final RolloutPlan PLAN = SamplePlan.of("web01", "web02");
    private static final FleetName FLEET = FleetName.of(PLAN);
    private static final FixedKeys KEYS = FixedKeys.of("7c1f");
    private static final HostName WEB01 = new HostName("web01");
    private static final HostName WEB02 = new HostName("web02");
    private static final HostName WEB03 = new HostName("web03");

    @TempDir
    private Path temporary = Path.of("");

    private FileRolloutStore store(String machine) {
        return new FileRolloutStore(temporary.resolve(machine), InstantSource.fixed(AT));
    }

    private FileRecordCopies copies(String machine) {
        return copies(machine, KEYS);
    }

    private FileRecordCopies copies(String machine, RecordKeys keys) {
        return new FileRecordCopies(temporary.resolve(machine), keys);
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

    private Examined examine(String machine, Map<HostName, RecordCopy> found) throws JournalException {
        return copies(machine).examine(FLEET, PLAN.id(), found);
    }

    /** Stores the longest of them, and says how many records are here then. */
    private int take(String machine, Map<HostName, RecordCopy> found) throws JournalException {
        var longest = examine(machine, found).longest();
        if (longest.isPresent()) {
            copies(machine).store(FLEET, longest.get());
        }
        return store(machine).read(PLAN.id()).events().size();
    }

    /** That none of them counts, with the reasons. */
    private String passedOver(String machine, Map<HostName, RecordCopy> found) throws JournalException {
        var examined = examine(machine, found);
        assertEquals(Optional.empty(), examined.longest());
        assertFalse(Files.exists(directory(machine)));
        return examined.notes().toString();
    }

    private static RecordCopy with(RecordCopy copy, String journal) {
        return new RecordCopy(copy.rollout(), copy.plan(), journal, copy.head());
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
    void of_several_copies_the_longest_that_verifies_counts() throws Exception {
        var longest = written("first", "ben", "carl");
        var shorter = written("other", "ben");
        var damaged = with(longest, longest.journal().replace("carl", "dora"));
        var examined = examine("second", Map.of(WEB01, shorter, WEB02, longest, WEB03, damaged));
        var found = examined.longest().orElseThrow();
        assertEquals(3, found.record().events().size());
        assertEquals(Optional.of("web02"), found.record().origin());
        assertEquals(0, found.known());
        assertEquals(1, examined.notes().size());
        assertTrue(
                examined.notes().get(0).contains("passed over: the record of r-7f3a09bc on web03"), examined::toString);
        assertFalse(Files.exists(directory("second")), "nothing is stored before somebody has agreed");
    }

    @Test
    void what_is_behind_the_signed_head_counts_for_nothing() throws Exception {
        var signed = written("first", "ben");
        var forged = with(signed, written("other", "ben", "mallory").journal());
        assertEquals(2, take("second", Map.of(WEB01, forged)));
        assertEquals(Optional.of("web01"), store("second").read(PLAN.id()).origin());
    }

    @Test
    void a_record_that_nobody_signed_is_passed_over() throws Exception {
        var unsigned = written("first", "ben");
        var bare = new RecordCopy(unsigned.rollout(), unsigned.plan(), unsigned.journal(), "");
        assertTrue(passedOver("second", Map.of(WEB01, bare)).contains("its head is not signed"));
        var keyless = copies("first", KEYS.withoutKey()).export(FLEET, PLAN.id());
        assertEquals("", keyless.head(), "a machine without the key vouches for nothing");
    }

    @Test
    void a_record_signed_with_a_strangers_key_is_passed_over() throws Exception {
        written("first", "ben");
        var stranger = copies("first", FixedKeys.of("7c1f")).export(FLEET, PLAN.id());
        assertTrue(passedOver("second", Map.of(WEB01, stranger)).contains("a key that is not trusted on this machine"));
    }

    @Test
    void a_record_signed_for_another_project_is_passed_over() throws Exception {
        written("first", "ben");
        var other = new FixedKeys("other", KEYS.signing(), KEYS.trusted());
        var copy = copies("first", other).export(FLEET, PLAN.id());
        assertTrue(passedOver("second", Map.of(WEB01, copy)).contains("another project"));
    }

    @Test
    void a_copy_that_lost_records_its_head_vouches_for_is_passed_over() throws Exception {
        var copy = written("first", "ben", "carl");
        var shortened = with(copy, written("other", "ben").journal());
        assertTrue(passedOver("second", Map.of(WEB01, shortened)).contains("differs from what was signed"));
    }

    @Test
    void the_former_key_counts_for_as_long_as_it_is_trusted() throws Exception {
        var copy = written("first", "ben");
        var next = FixedKeys.of("7c1f");
        assertEquals(
                Optional.empty(),
                copies("second", next)
                        .examine(FLEET, PLAN.id(), Map.of(WEB01, copy))
                        .longest());
        var both = new FixedKeys(
                "7c1f",
                next.signing(),
                List.of(next.trusted().get(0), KEYS.trusted().get(0)));
        assertTrue(copies("second", both)
                .examine(FLEET, PLAN.id(), Map.of(WEB01, copy))
                .longest()
                .isPresent());
    }

    @Test
    void a_record_that_is_here_and_longer_stays() throws Exception {
        var shorter = written("other", "ben");
        written("first", "ben", "carl");
        var before = Files.readString(directory("first").resolve("journal.jsonl"));
        assertEquals(3, take("first", Map.of(WEB01, shorter)));
        assertEquals(before, Files.readString(directory("first").resolve("journal.jsonl")));
        assertEquals(3, take("first", Map.of()), "and where no host has any");
        assertEquals(Optional.empty(), store("first").read(PLAN.id()).origin());
    }

    @Test
    void two_machines_that_went_on_in_different_ways_are_refused() throws Exception {
        var one = written("one", "ben");
        var two = written("two", "carl", "dora");
        var e = assertThrows(JournalException.class, () -> take("third", Map.of(WEB01, one, WEB02, two)));
        assertTrue(e.toString().contains("contradict each other, on web01 and on web02"), e.toString());
        assertFalse(Files.exists(directory("third")));
        var here = assertThrows(JournalException.class, () -> take("one", Map.of(WEB02, two)));
        assertTrue(here.toString().contains("on this machine and on web02"), here.toString());
        assertEquals(one.journal(), copies("one").export(FLEET, PLAN.id()).journal());
    }

    @Test
    void copies_of_which_none_is_sound_stop_nobody() throws Exception {
        var copy = written("first", "ben");
        var torn = with(copy, copy.journal().strip());
        var otherPlan =
                new RecordCopy(copy.rollout(), copy.plan().replace("anna", "emil"), copy.journal(), copy.head());
        var noHead = new RecordCopy(copy.rollout(), copy.plan(), copy.journal(), "{");
        var notes = passedOver("second", Map.of(WEB01, torn, WEB02, otherPlan, WEB03, noHead));
        for (var words : List.of(
                "web01 is incomplete after record 0",
                "web02 has a plan that differs from the signed one",
                "web03: its head is not")) {
            assertTrue(notes.contains(words), notes);
        }
    }

    @Test
    void a_record_of_another_fleet_or_rollout_is_passed_over() throws Exception {
        var copy = written("first", "ben");
        var other = new FleetName("staging", "shop");
        assertEquals(
                Optional.empty(),
                copies("second").examine(other, PLAN.id(), Map.of(WEB01, copy)).longest());
        assertEquals(
                Optional.empty(),
                copies("second")
                        .examine(FLEET, RolloutIds.of(1), Map.of(WEB01, copy))
                        .longest());
    }

    @Test
    void what_is_exported_while_it_is_written_ends_with_a_whole_line() throws Exception {
        var whole = written("first", "ben");
        assertEquals(whole.journal().length(), copies("first").length(FLEET, PLAN.id()));
        Files.writeString(directory("first").resolve("journal.jsonl"), "{\"seq\":2,\"gr", StandardOpenOption.APPEND);
        assertEquals(whole.journal(), copies("first").export(FLEET, PLAN.id()).journal());
        assertEquals(whole.journal().length(), copies("first").length(FLEET, PLAN.id()));
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
