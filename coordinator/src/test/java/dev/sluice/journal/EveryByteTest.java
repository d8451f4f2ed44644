package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.Journal;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small record in its files, cut at every byte and changed in every byte: it is never read as another history. */
final class EveryByteTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final RolloutPlan PLAN = SamplePlan.of("web01");
    private static final HostName WEB01 = new HostName("web01");

    /** Of the long series a part: prime to the bits of a byte, so that each of them has its turn. */
    private static final int SOME = 11;

    @TempDir
    private Path temporary = Path.of("");

    private final List<RolloutEvent> events = new ArrayList<>();
    private FileRolloutStore store = new FileRolloutStore(temporary, InstantSource.fixed(AT));
    private RolloutFiles files = new RolloutFiles(temporary);
    private byte[] journal = new byte[0];

    @BeforeEach
    void begin() throws Exception {
        store = new FileRolloutStore(temporary.resolve("state"), InstantSource.fixed(AT));
        try (var open = store.create(PLAN)) {
            append(open.journal(), new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna"));
            append(open.journal(), new HostEvent.HostLocked(AT, WEB01, 7));
            append(open.journal(), new HostEvent.HostStaging(AT, WEB01), new HostEvent.HostNoted(AT, WEB01, "ü"));
            files = new RolloutFiles(open.directory());
        }
        journal = Files.readAllBytes(files.journalFile());
    }

    private void append(Journal open, RolloutEvent... group) throws JournalException {
        open.append(List.of(group));
        events.addAll(List.of(group));
    }

    /** Empty where it is refused. */
    private Optional<RecordedRollout> read() {
        try {
            return Optional.of(store.read(PLAN.id()));
        } catch (JournalException e) {
            return Optional.empty();
        }
    }

    @Test
    void a_journal_that_is_cut_is_opened_with_what_is_whole_and_the_rest_is_kept_and_told() throws Exception {
        assertCutsAreTold(SOME);
    }

    @Tag("everything")
    @Test
    void a_journal_that_is_cut_anywhere_is_opened_with_what_is_whole_and_the_rest_is_kept_and_told() throws Exception {
        assertCutsAreTold(1);
    }

    private void assertCutsAreTold(int step) throws Exception {
        for (int length = journal.length; length >= 0; length -= step) {
            var left = Arrays.copyOf(journal, length);
            Files.write(files.journalFile(), left);
            Files.deleteIfExists(files.tornFile());

            try (var open = store.open(PLAN.id())) {
                var whole = open.journal().events();
                assertEquals(events.subList(0, whole.size()), whole, "cut at " + length);
                int sound = (int) Files.size(files.journalFile());
                assertTrue(sound == 0 || left[sound - 1] == '\n', "cut at " + length);
                assertEquals(sound < length, !open.notes().isEmpty(), "a torn end is told, and no other");
                if (sound < length) {
                    var torn = Files.readAllBytes(files.tornFile());
                    assertArrayEquals(Arrays.copyOfRange(left, sound, length), torn, "cut at " + length);
                }
            }
            assertEquals(List.of(), read().orElseThrow().notes(), "it is sound now");
        }
    }

    @Test
    void a_journal_with_a_changed_bit_is_refused_or_ends_torn_in_its_last_append() throws Exception {
        assertChangedBitsAreNoticed(SOME);
    }

    @Tag("everything")
    @Test
    void a_journal_with_any_bit_changed_is_refused_or_ends_torn_in_its_last_append() throws Exception {
        assertChangedBitsAreNoticed(1);
    }

    private void assertChangedBitsAreNoticed(int step) throws Exception {
        int lastAppend = bytesBeforeLastAppend();
        for (int bit = 0; bit < journal.length * 8; bit += step) {
            var changed = changed(journal, bit);
            Files.write(files.journalFile(), changed);
            var record = read();
            if (record.isEmpty()) {
                continue;
            }
            int at = bit / 8;
            assertTrue(at >= lastAppend, "byte " + at + " was synced before the last append");
            assertFalse(record.get().notes().isEmpty(), "nobody was told of byte " + at);
            var whole = record.get().events();
            assertEquals(events.subList(0, whole.size()), whole, "byte " + at);
        }
    }

    private int bytesBeforeLastAppend() {
        int end = 0;
        for (int lines = 0; lines < 2; end++) {
            lines += journal[end] == '\n' ? 1 : 0;
        }
        return end;
    }

    @Test
    void a_plan_with_a_byte_changed_or_missing_is_refused() throws Exception {
        assertChangedPlansAreRefused(SOME);
    }

    @Tag("everything")
    @Test
    void a_plan_with_any_byte_changed_or_missing_is_refused() throws Exception {
        assertChangedPlansAreRefused(1);
    }

    private void assertChangedPlansAreRefused(int step) throws Exception {
        var plan = Files.readAllBytes(files.planFile());
        for (int at = 0; at < plan.length; at += step) {
            Files.write(files.planFile(), changed(plan, at * 8 + at % 8));
            assertTrue(read().isEmpty(), "byte " + at + " changed");
            if (at % 16 == 0) {
                Files.write(files.planFile(), Arrays.copyOf(plan, at));
                assertThrows(JournalDamagedException.class, () -> store.read(PLAN.id()), "cut at " + at);
            }
        }
    }

    private static byte[] changed(byte[] bytes, int bit) {
        var changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
