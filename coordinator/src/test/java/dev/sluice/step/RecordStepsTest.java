package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of records on their way to hosts and back. */
class RecordStepsTest {
    private static final int PART = 4 << 20;

    private final ScriptedSession session = new ScriptedSession();

    private static List<Map<String, String>> hex(String... rows) {
        return List.of(rows).stream().map(row -> Map.of("hex", row)).toList();
    }

    @ParameterizedTest
    @CsvSource({"kept, STORED", "longer, LONGER_THERE"})
    void a_copy_travels_as_its_bytes_with_the_digest_of_each_file(String state, KeepRecord.Kept kept) throws Exception {
        session.answers(Map.of("state", state));
        var copy = new RecordCopy("r-1", "{\n\u00fc}\n", "one\n", "{\"sig\"}");

        assertEquals(kept, new KeepRecord(new Lease("/srv/shop", "r-1", 7), copy, 10).on(session));

        assertEquals(HostScripts.RECORD_KEEP, session.command().script());
        assertEquals(
                Map.of(
                        "path", "/srv/shop",
                        "rollout", "r-1",
                        "token", "7",
                        "plan_lines", "2",
                        "plan_sha256", Sha256.hex("{\n\u00fc}\n".getBytes(StandardCharsets.ISO_8859_1)),
                        "journal_sha256", Sha256.hex("one\n".getBytes(StandardCharsets.ISO_8859_1)),
                        "head", "{\"sig\"}",
                        "keep", "10"),
                session.command().values());
        assertEquals("{\n\u00fc}\none\n", ScriptedSession.payload(session.command()));
    }

    @Test
    void a_record_prints_its_sizes_and_not_its_text() {
        assertEquals("record of r-1, 4 and 3 bytes", new RecordCopy("r-1", "plan", "jou", "head").toString());
    }

    @Test
    void copies_are_listed_with_the_sizes_of_their_files() throws Exception {
        session.answers(Map.of(), List.of(Map.of("rollout", "r-1", "plan", "12", "journal", "34")));

        assertEquals(List.of(new ListRecords.Listed("r-1", 12, 34)), new ListRecords("/srv/shop").on(session));

        assertEquals(
                Map.of("path", "/srv/shop", "rollout", "", "file", "", "from", "0"),
                session.command().values());
    }

    @Test
    void a_record_is_read_part_by_part_from_where_the_last_ended() throws Exception {
        var whole = Integer.toString(PART + 3);
        session.answers(Map.of("bytes", "1"), hex("68"))
                .answers(Map.of("bytes", "2"), hex("7b", "7d"))
                .answers(Map.of("bytes", whole), wholePart())
                .answers(Map.of("bytes", whole), hex("6364", "65"));

        var copy = new ReadRecord("/srv/shop", "r-1").on(session);

        assertEquals("{}", copy.plan());
        assertEquals("h", copy.head());
        assertEquals("a".repeat(PART) + "cde", copy.journal());
        assertEquals("r-1", copy.rollout());
        assertEquals(
                List.of("head.json 0", "plan.json 0", "journal.jsonl 0", "journal.jsonl " + PART),
                session.commands.stream().map(RecordStepsTest::asked).toList());
        assertEquals("r-1", session.commands.get(0).values().get("rollout"));
        assertEquals("/srv/shop", session.commands.get(0).values().get("path"));
    }

    private static List<Map<String, String>> wholePart() {
        return Collections.nCopies(PART / 4096, Map.of("hex", "61".repeat(4096)));
    }

    @ParameterizedTest
    @CsvSource({"16777217, 0", "5368709120, 0", "0, 67108865", "0, 1234567890123456789012345", "-1, 0"})
    void a_record_that_is_larger_than_any_is_not_read(String plan, String journal) {
        session.answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", plan), List.of())
                .answers(Map.of("bytes", journal), List.of());

        assertFailure("bytes is ");
    }

    private void assertFailure(String why) {
        var failure = assertThrows(HostException.class, () -> new ReadRecord("/srv/shop", "r-1").on(session));

        assertEquals(HostException.Kind.ANSWER, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains(why), failure.getMessage());
    }

    @Test
    void a_record_that_is_listed_with_more_than_any_has_is_told_apart() {
        assertTrue(new ListRecords.Listed("r-1", 16 << 20, 64 << 20).fits());
        assertFalse(new ListRecords.Listed("r-1", 0, (64 << 20) + 1).fits());
        assertFalse(new ListRecords.Listed("r-1", (16 << 20) + 1, 0).fits());
    }

    private static String asked(HostCommand command) {
        return command.values().get("file") + " " + command.values().get("from");
    }

    @Test
    void what_a_journal_grew_by_while_it_was_read_is_left_out() throws Exception {
        session.answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "3"), hex("61626364"));

        assertEquals("abc", new ReadRecord("/srv/shop", "r-1").on(session).journal());
    }

    @Test
    void a_host_that_gives_a_record_in_crumbs_is_not_asked_for_ever() {
        session.answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "9"), hex("6162"));

        assertFailure("journal.jsonl has 9 bytes, and ends after 2");
        assertEquals(3, session.commands.size());
    }

    @Test
    void bytes_are_characters() throws Exception {
        session.answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "1"), hex("fc"));

        assertEquals("\u00fc", new ReadRecord("/srv/shop", "r-1").on(session).journal());
    }

    @Test
    void what_is_no_hexadecimal_is_no_record() {
        session.answers(Map.of("bytes", "1"), hex("zz", "fc"));

        assertFailure("not hexadecimal");
    }

    @ParameterizedTest
    @CsvSource({"kept, STORED", "newer, NEWER_THERE"})
    void restrictions_are_kept_unless_the_host_has_newer_ones(String state, KeepRestrictions.Kept kept)
            throws Exception {
        session.answers(Map.of("state", state));

        assertEquals(kept, new KeepRestrictions("/srv/shop", "{\"sig\"}", 12).on(session));

        assertEquals(HostScripts.RESTRICTIONS, session.command().script());
        assertEquals(
                Map.of("path", "/srv/shop", "line", "{\"sig\"}", "counter", "12"),
                session.command().values());
    }

    @Test
    void restrictions_are_read_row_by_row_and_without_the_end_of_their_line() throws Exception {
        session.answers(Map.of(), hex("7b", "fc7d0a"));

        assertEquals("{\u00fc}", new ReadRestrictions("/srv/shop").on(session));
        assertEquals(
                Map.of("path", "/srv/shop", "line", "", "counter", "0"),
                session.command().values());
    }

    @Test
    void restrictions_that_are_longer_than_any_are_that_hosts_failure() throws Exception {
        var half = "61".repeat(32_768);
        session.answers(Map.of(), hex(half, half)).answers(Map.of(), hex(half, half, "61"));

        assertEquals("a".repeat(65_536), new ReadRestrictions("/srv/shop").on(session));
        var failure = assertThrows(HostException.class, () -> new ReadRestrictions("/srv/shop").on(session));

        assertEquals(HostException.Kind.ANSWER, failure.kind());
    }
}
