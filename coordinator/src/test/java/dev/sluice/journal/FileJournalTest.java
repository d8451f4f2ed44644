package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.Samples;
import dev.sluice.engine.JournalException;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FileJournalTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final String PLAN_DIGEST = PlanCodec.digest("a plan");
    private static final RolloutEvent START = new FleetEvent.RolloutStarted(AT, PLAN_DIGEST, "anna");

    private final FakeFile file = new FakeFile();
    private final FakeLock lock = new FakeLock();
    private final FileJournal journal =
            new FileJournal("journal.jsonl", file, new Replay(List.of(), PLAN_DIGEST, 0, 0), lock);

    private static RolloutEvent note(String text) {
        return new HostEvent.HostNoted(AT, new HostName("web01"), text);
    }

    private Replay written() throws JournalException {
        return JournalReader.read("journal.jsonl", file.text().getBytes(StandardCharsets.ISO_8859_1), PLAN_DIGEST);
    }

    @Test
    void the_form_of_a_record_is_this() throws JournalException {
        journal.append(List.of(START));
        assertEquals(
                "{\"seq\":0,\"group\":0,\"prev\":\"" + PLAN_DIGEST
                        + "\",\"event\":{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\","
                        + "\"type\":\"RolloutStarted\",\"planDigest\":\"" + PLAN_DIGEST
                        + "\",\"actor\":\"anna\"},\"sum\":\"8edb2c96\"}\n",
                file.text());
        assertEquals(PlanCodec.digest(file.text().strip()), journal.head());
    }

    @Test
    void an_append_is_one_write_and_one_sync_however_many_events_it_has() throws JournalException {
        journal.append(List.of(START));
        for (int group = 0; group < 100; group++) {
            journal.append(IntStream.range(0, 100).mapToObj(i -> note("n" + i)).toList());
        }
        assertEquals(101, file.writes());
        assertEquals(101, file.syncs());
        assertEquals(10_001, journal.events().size());
        assertEquals(journal.events(), written().events());
        assertEquals(journal.head(), written().head());
    }

    @Test
    void an_append_of_nothing_does_nothing() throws JournalException {
        journal.append(List.of());
        assertEquals(0, file.writes() + file.syncs());
    }

    @Test
    void what_hosts_say_is_read_as_they_said_it() throws JournalException {
        var samples = new Samples(7);
        journal.append(List.of(START));
        var group = new ArrayList<RolloutEvent>();
        for (var type : Samples.eventTypes()) {
            IntStream.range(0, 20).forEach(i -> group.add(samples.some(type)));
        }
        journal.append(group);
        assertEquals(journal.events(), written().events());
        assertEquals(group.size() + 1, file.text().lines().count(), "a line each");
    }

    @Test
    void after_a_failed_write_nothing_is_taken_any_more() throws JournalException {
        journal.append(List.of(START));
        file.failNextWrite();
        var first = assertThrows(JournalException.class, () -> journal.append(List.of(note("a"), note("b"))));
        assertTrue(first.toString().contains("No space left on device"), first.toString());
        requireDead();
        assertEquals(1, file.syncs(), "nothing was synced after it");
        assertTrue(written().torn() > 0);
    }

    @Test
    void after_a_failed_sync_nothing_is_taken_and_nothing_synced_any_more() throws JournalException {
        journal.append(List.of(START));
        file.failNextSync();
        var first = assertThrows(JournalException.class, () -> journal.append(List.of(note("a"))));
        assertTrue(first.toString().contains("Input/output error"), first.toString());
        requireDead();
        assertEquals(2, file.syncs(), "a sync that failed is never tried again");
    }

    private void requireDead() {
        int writes = file.writes();
        var later = assertThrows(JournalException.class, () -> journal.append(List.of(note("c"))));
        assertTrue(later.toString().contains("accepts no more events"), later.toString());
        assertEquals(writes, file.writes());
        assertEquals(List.of(START), journal.events(), "what was not synced did not happen");
    }

    @Test
    void a_journal_begins_with_the_start_of_its_plan() {
        assertThrows(JournalException.class, () -> journal.append(List.of(note("too early"))));
        assertEquals("", file.text());
    }

    @Test
    void an_event_that_could_not_be_read_again_is_refused_before_anything_is_written() throws JournalException {
        journal.append(List.of(START));
        var e = assertThrows(
                JournalException.class, () -> journal.append(List.of(note("x".repeat(FileJournal.MAX_LINE)))));
        assertTrue(e.toString().contains("cannot store an event of more than"), e.toString());
        assertEquals(1, file.writes());
    }

    @Test
    void whoever_has_the_events_has_them_as_they_were() throws JournalException {
        journal.append(List.of(START));
        var before = journal.events();
        journal.append(List.of(note("later")));
        assertEquals(List.of(START), before);
    }

    @Test
    void a_closed_journal_is_unlocked_and_takes_nothing() throws JournalException {
        journal.append(List.of(START));
        journal.close();
        assertTrue(lock.released());
        assertThrows(JournalException.class, () -> journal.append(List.of(note("late"))));
    }
}
