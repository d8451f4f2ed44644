package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.EventCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalReaderTest {
    private static final String PLAN_DIGEST = PlanCodec.digest(new PlanCodec().encode(GoldenRollout.PLAN));
    private static final List<List<RolloutEvent>> APPENDS =
            GoldenRollout.appends().subList(0, 4);
    private static final List<RolloutEvent> EVENTS =
            APPENDS.stream().flatMap(List::stream).toList();
    private static final List<String> LINES = lines();
    private static final byte[] JOURNAL = bytes(LINES);

    private static List<String> lines() {
        var file = new FakeFile();
        try (var journal = new FileJournal("j", file, new Replay(List.of(), PLAN_DIGEST, 0, 0), new FakeLock())) {
            for (var group : APPENDS) {
                journal.append(group);
            }
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
        return file.text().lines().toList();
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Replay read(byte[] bytes) throws JournalException {
        return JournalReader.read("journal.jsonl", bytes, PLAN_DIGEST);
    }

    private static String damage(byte[] bytes) {
        return assertThrows(JournalDamagedException.class, () -> read(bytes)).toString();
    }

    @Test
    void what_was_written_is_read() throws JournalException {
        var replay = read(JOURNAL);
        assertEquals(EVENTS, replay.events());
        assertEquals(PlanCodec.digest(LINES.get(LINES.size() - 1)), replay.head());
        assertEquals(JOURNAL.length, replay.length());
        assertEquals(0, replay.torn());
    }

    @Test
    void a_journal_cut_anywhere_has_a_shorter_history_and_a_torn_end() throws JournalException {
        for (int length = 0; length <= JOURNAL.length; length++) {
            var replay = read(Arrays.copyOf(JOURNAL, length));
            assertEquals(EVENTS.subList(0, replay.events().size()), replay.events());
            assertEquals(length, replay.length() + replay.torn());
            assertTrue(replay.length() == 0 || JOURNAL[replay.length() - 1] == '\n', "cut behind a line");
            assertTrue(
                    replay.torn()
                            < LINES.stream().mapToInt(String::length).max().orElseThrow() + 1,
                    "one line");
        }
    }

    @Test
    void a_changed_byte_is_never_another_history() {
        for (int at = 0; at < JOURNAL.length; at++) {
            for (int mask : new int[] {0x01, 0x20, 0x80, 0xff}) {
                var changed = JOURNAL.clone();
                changed[at] = (byte) (changed[at] ^ mask);
                requireDetected(changed, at);
            }
        }
    }

    /** Only the last append, here of one record, can be taken for torn, or a line whose end was changed together with it. */
    private static void requireDetected(byte[] changed, int at) {
        try {
            var replay = read(changed);
            assertTrue(replay.torn() > 0, "noticed at " + at);
            assertEquals(EVENTS.subList(0, replay.events().size()), replay.events());
            assertTrue(replay.events().size() >= EVENTS.size() - 2, "lost more than a torn end at " + at);
        } catch (JournalDamagedException e) {
            assertTrue(e.toString().contains(", line "), e.toString());
        } catch (JournalException e) {
            throw new AssertionError("a changed byte at " + at + " is no newer version", e);
        }
    }

    @Test
    void a_crash_may_lose_any_part_of_the_last_append() throws JournalException {
        var lastTwoAppends = bytes(LINES.subList(0, 7));
        var lost = lastTwoAppends.clone();
        int start = bytes(LINES.subList(0, 5)).length + 10;
        Arrays.fill(lost, start, start + 50, (byte) 0);
        var replay = read(lost);
        assertEquals(EVENTS.subList(0, 5), replay.events(), "the record behind the hole came with the same append");
    }

    @Test
    void what_was_synced_before_a_later_append_cannot_be_torn() {
        var lost = JOURNAL.clone();
        int start = bytes(LINES.subList(0, 5)).length + 10;
        Arrays.fill(lost, start, start + 50, (byte) 0);
        var message = damage(lost);
        assertTrue(message.contains("journal.jsonl, line 6: was changed after it was written"), message);
        assertTrue(message.contains("no host was touched"), message);
    }

    @Test
    void a_line_that_is_missing_is_damage() {
        assertTrue(damage(bytes(LINES.subList(1, 8))).contains("line 1: contains record 1 instead of record 0"));
        var lines = new ArrayList<>(LINES);
        lines.remove(3);
        assertTrue(damage(bytes(lines)).contains("line 4: contains record 4 instead of record 3"));
    }

    @Test
    void a_line_that_was_forged_with_its_checksum_breaks_the_chain() {
        var lines = new ArrayList<>(LINES);
        var old = JournalLine.sound(lines.get(2)).orElseThrow();
        lines.set(
                2,
                new JournalLine(old.seq(), old.group(), old.prev(), old.event().replace("web02", "web03")).text());
        assertTrue(damage(bytes(lines)).contains("line 4: does not follow the line before"));
    }

    @Test
    void a_journal_of_another_plan_is_refused() {
        var e = assertThrows(
                JournalDamagedException.class,
                () -> JournalReader.read("journal.jsonl", JOURNAL, PlanCodec.digest("another")));
        assertTrue(e.toString().contains("line 1: does not belong to the plan beside it"), e.toString());
    }

    @Test
    void a_journal_that_does_not_begin_with_the_start_is_refused() {
        var paused = new EventCodec().encode(new FleetEvent.Paused(EVENTS.get(0).at(), "anna"));
        var line = new JournalLine(0, 0, PLAN_DIGEST, paused).text();
        assertTrue(damage(bytes(List.of(line))).contains("line 1: does not start the plan beside it"));
    }

    @Test
    void a_sound_line_of_a_newer_version_is_neither_torn_nor_damage() {
        var last = LINES.size() - 1;
        var line = JournalLine.sound(LINES.get(last)).orElseThrow();
        for (var newer : List.of(
                line.event().replace("\"v\":1", "\"v\":2"),
                line.event().replace("HostStaged", "HostStagedTwice"),
                line.event().replace("\"bytes\"", "\"compressed\":1,\"bytes\""))) {
            var lines = new ArrayList<>(LINES);
            lines.set(last, new JournalLine(line.seq(), line.group(), line.prev(), newer).text());
            var e = assertThrows(JournalException.class, () -> read(bytes(lines)));
            assertFalse(e instanceof JournalDamagedException, e.toString());
            assertTrue(e.toString().contains("use the Sluice that wrote it, or a newer one"), e.toString());
        }
    }

    @Test
    void a_sound_line_that_holds_no_event_is_damage() {
        var line = new JournalLine(0, 0, PLAN_DIGEST, "{\"v\":1,\"type\":\"Held\"}").text();
        assertTrue(damage(bytes(List.of(line))).contains("line 1: the event Held cannot be read"));
    }
}
