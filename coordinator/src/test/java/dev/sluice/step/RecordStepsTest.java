package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScripts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of records on their way to hosts and back. */
class RecordStepsTest {
    private final ScriptedSession session = new ScriptedSession();

    private static List<Map<String, String>> hex(String... rows) {
        return List.of(rows).stream().map(row -> Map.of("hex", row)).toList();
    }

    @ParameterizedTest
    @CsvSource({"stored, STORED", "longer, LONGER_THERE"})
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
        session.answers(
                Map.of(), List.of(Map.of("rollout", "r-1", "plan", "12", "journal", "34"), Map.of("odd", "one")));

        assertEquals(
                List.of(new ListRecords.Listed("r-1", 12, 34), new ListRecords.Listed("", 0, 0)),
                new ListRecords("/srv/shop").on(session));

        assertEquals(
                Map.of("path", "/srv/shop", "rollout", "", "file", "", "from", "0"),
                session.command().values());
    }

    @Test
    void a_record_is_read_part_by_part_from_where_the_last_ended() throws Exception {
        session.answers(Map.of("bytes", "1"), hex("68"))
                .answers(Map.of("bytes", "2"), hex("7b", "7d"))
                .answers(Map.of("bytes", "5"), hex("6162"))
                .answers(Map.of("bytes", "5"), hex("6364"))
                .answers(Map.of("bytes", "5"), hex("65"));

        var copy = new ReadRecord("/srv/shop", "r-1").on(session);

        assertEquals(List.of("{}", "abcde", "h"), List.of(copy.plan(), copy.journal(), copy.head()));
        assertEquals("r-1", copy.rollout());
        assertEquals(
                List.of("head.json 0", "plan.json 0", "journal.jsonl 0", "journal.jsonl 2", "journal.jsonl 4"),
                session.commands.stream().map(RecordStepsTest::asked).toList());
        assertEquals("r-1", session.commands.get(0).values().get("rollout"));
        assertEquals("/srv/shop", session.commands.get(0).values().get("path"));
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
    void a_file_that_ends_early_is_as_long_as_it_is() throws Exception {
        session.answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "9"), hex("6162"))
                .answers(Map.of("bytes", "9"), List.of());

        assertEquals("ab", new ReadRecord("/srv/shop", "r-1").on(session).journal());
    }

    @Test
    void bytes_are_characters_and_what_is_no_hexadecimal_is_nothing() throws Exception {
        session.answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "0"), List.of())
                .answers(Map.of("bytes", "1"), hex("zz", "fc"));

        assertEquals("\u00fc", new ReadRecord("/srv/shop", "r-1").on(session).journal());
    }
}
