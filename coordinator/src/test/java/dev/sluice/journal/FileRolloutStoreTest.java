package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.OpenRollout;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileRolloutStoreTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final RolloutPlan PLAN = SamplePlan.of("web01", "web02");

    @TempDir
    private Path temporary = Path.of("");

    private Path state = Path.of("");
    private FileRolloutStore store = store();

    @BeforeEach
    void begin() {
        state = temporary.resolve("state/sluice");
        store = store();
    }

    private FileRolloutStore store() {
        return new FileRolloutStore(state, InstantSource.fixed(AT));
    }

    private static RolloutEvent start(OpenRollout open) {
        return new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna");
    }

    private void begun(RolloutPlan plan, RolloutEvent... more) throws Exception {
        try (var open = store.create(plan)) {
            open.journal().append(List.of(start(open)));
            open.journal().append(List.of(more));
        }
    }

    private Path directory() {
        return state.resolve("prod/shop/r-7f3a09bc");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_rollout_is_taken_up_as_it_was_left() throws Exception {
        begun(PLAN, new FleetEvent.Paused(AT, "ben"));
        try (var open = store.open(PLAN.id())) {
            assertEquals(PLAN, open.plan());
            assertEquals(
                    List.of(start(open), new FleetEvent.Paused(AT, "ben")),
                    open.journal().events());
            assertEquals(List.of(), open.notes());
            open.journal().append(List.of(new FleetEvent.RolloutResumed(AT, "ben")));
        }
        assertEquals(3, store.read(PLAN.id()).events().size());
    }

    @Test
    void nobody_else_can_look_into_a_record() throws Exception {
        begun(PLAN);
        for (var name : List.of("", "prod", "prod/shop", "prod/shop/r-7f3a09bc")) {
            assertEquals("rwx------", mode(state.resolve(name)), name);
        }
        assertEquals("rw-------", mode(directory().resolve("plan.json")));
        assertEquals("rw-------", mode(directory().resolve("journal.jsonl")));
        assertEquals("rw-------", mode(directory().resolve("journal.lock")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxr-x---", "rwx-----x"})
    void a_state_directory_that_is_open_to_others_is_refused(String mode) throws IOException {
        Files.createDirectories(state);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString(mode));
        var e = assertThrows(JournalException.class, () -> store.create(PLAN));
        assertTrue(e.toString().contains("chmod 700 " + state), e.toString());
        assertThrows(JournalException.class, () -> store.lock(FleetName.of(PLAN)));
        assertThrows(JournalException.class, () -> store.unfinished(FleetName.of(PLAN)));
    }

    @Test
    void a_record_that_is_open_is_not_opened_again() throws Exception {
        try (var open = store.create(PLAN)) {
            open.journal().append(List.of(start(open)));
            assertThrows(LockedException.class, () -> store.open(PLAN.id()));
            var another = assertThrows(LockedException.class, () -> store().open(PLAN.id()));
            assertTrue(another.toString().contains("r-7f3a09bc is locked by another part of this process"));
        }
        store.open(PLAN.id()).close();
    }

    @Test
    void a_plan_is_frozen_once() throws Exception {
        begun(PLAN);
        assertThrows(JournalException.class, () -> store.create(PLAN));
        assertFalse(Files.exists(state.resolve("prod/shop/.r-7f3a09bc.new")), "nothing is left behind");
        assertEquals(1, store.read(PLAN.id()).events().size());
    }

    @Test
    void an_interrupt_of_the_writing_thread_costs_no_record() throws Exception {
        try (var open = store.create(PLAN)) {
            Thread.currentThread().interrupt();
            open.journal().append(List.of(start(open)));
            assertTrue(Thread.interrupted(), "the interrupt is still there");
            open.journal().append(List.of(new FleetEvent.Paused(AT, "ben")));
        }
        assertEquals(2, store.read(PLAN.id()).events().size());
    }

    @Test
    void a_torn_end_is_cut_off_kept_and_said() throws Exception {
        begun(PLAN);
        var journal = directory().resolve("journal.jsonl");
        var sound = Files.readString(journal);
        Files.writeString(journal, "{\"seq\":1,\"gro", StandardOpenOption.APPEND);

        var read = store.read(PLAN.id());
        assertEquals(1, read.events().size());
        assertTrue(
                read.notes().get(0).contains("13 bytes after record 0"),
                read.notes().toString());

        try (var open = store.open(PLAN.id())) {
            assertTrue(
                    open.notes().get(0).contains("journal.torn"), open.notes().toString());
            assertEquals(sound, Files.readString(journal));
            open.journal().append(List.of(new FleetEvent.Paused(AT, "ben")));
        }
        assertEquals("{\"seq\":1,\"gro", Files.readString(directory().resolve("journal.torn")));
        assertEquals(2, store.read(PLAN.id()).events().size());
        assertEquals(List.of(), store.read(PLAN.id()).notes());
    }

    @Test
    void reading_changes_nothing() throws Exception {
        begun(PLAN);
        var journal = directory().resolve("journal.jsonl");
        Files.writeString(journal, "torn", StandardOpenOption.APPEND);
        var before = Files.readString(journal);
        store.read(PLAN.id());
        store.history(FleetName.of(PLAN));
        assertEquals(before, Files.readString(journal));
        assertFalse(Files.exists(directory().resolve("journal.torn")));
    }

    @Test
    void a_plan_that_was_changed_does_not_fit_its_journal() throws Exception {
        begun(PLAN);
        var plan = directory().resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replace("\"number\": 2", "\"number\": 3"));
        var e = assertThrows(JournalDamagedException.class, () -> store.open(PLAN.id()));
        assertTrue(e.toString().contains("does not belong to the plan beside it"), e.toString());
        assertThrows(JournalDamagedException.class, () -> store.open(PLAN.id()), "and it was unlocked in between");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.json", "journal.jsonl"})
    void a_file_that_is_missing_is_damage(String name) throws Exception {
        begun(PLAN);
        Files.delete(directory().resolve(name));
        var e = assertThrows(JournalDamagedException.class, () -> store.open(PLAN.id()));
        assertTrue(e.toString().contains(name + " is missing"), e.toString());
        var history = store.history(FleetName.of(PLAN));
        assertEquals(1, history.problems().size());
        assertThrows(JournalDamagedException.class, () -> store.unfinished(FleetName.of(PLAN)));
    }

    @Test
    void a_newer_plan_is_refused_by_its_version_before_its_journal_is_looked_at() throws Exception {
        begun(PLAN);
        var plan = directory().resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replace("\"v\": 1", "\"v\": 99"));
        Files.writeString(directory().resolve("journal.jsonl"), "of another form\n");
        var e = assertThrows(JournalException.class, () -> store.open(PLAN.id()));
        assertFalse(e instanceof JournalDamagedException);
        assertTrue(e.toString().contains("the plan has version 99"), e.toString());
        assertEquals("of another form\n", Files.readString(directory().resolve("journal.jsonl")));
    }

    @Test
    void a_record_can_be_moved() throws Exception {
        begun(PLAN, new FleetEvent.Paused(AT, "ben"));
        for (var name : List.of("plan.json", "journal.jsonl")) {
            assertFalse(Files.readString(directory().resolve(name)).contains(temporary.toString()));
        }
        var head = store.read(PLAN.id()).head();
        Files.move(state, temporary.resolve("moved"));
        state = temporary.resolve("moved");
        assertEquals(head, store().read(PLAN.id()).head());
        store().open(PLAN.id()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "", ".", "a/b", "../x", "/etc", "a\u0000b", "-rf", "a\nb", "ä"})
    void a_name_never_leads_out_of_the_state_directory(String name) {
        assertThrows(
                JournalException.class, () -> store.create(SamplePlan.of(name, "shop", RolloutIds.of(1), "web01")));
        assertThrows(
                JournalException.class, () -> store.create(SamplePlan.of("prod", name, RolloutIds.of(1), "web01")));
        assertThrows(JournalException.class, () -> store.lock(new FleetName(name, "shop")));
        assertThrows(JournalException.class, () -> store.history(new FleetName("prod", name)));
        assertFalse(Files.exists(state));
    }

    @Test
    void what_a_crash_left_while_a_record_was_made_is_no_record() throws Exception {
        Files.createDirectories(
                state.resolve("prod/shop/.r-7f3a09bc.new"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertEquals(List.of(), store.find("r-"));
        assertEquals(List.of(), store.history(FleetName.of(PLAN)).rollouts());
    }

    @Test
    void before_the_first_rollout_there_is_nothing_and_nothing_is_made() throws JournalException {
        assertEquals(List.of(), store.fleets());
        assertEquals(List.of(), store.find(""));
        assertTrue(store.unfinished(FleetName.of(PLAN)).isEmpty());
        assertThrows(JournalException.class, () -> store.open(PLAN.id()));
        assertFalse(Files.exists(state));
    }

    @Test
    void a_state_directory_that_others_can_swap_is_refused_before_and_after_it_is_made() throws Exception {
        Files.createDirectories(state.getParent());
        Files.setPosixFilePermissions(state.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        var fleet = FleetName.of(PLAN);
        var e = assertThrows(JournalException.class, () -> store.lock(fleet));
        assertTrue(e.toString().contains("chmod go-w " + state.getParent()), e.toString());
        assertThrows(JournalException.class, () -> store.lock(fleet));
    }
}
