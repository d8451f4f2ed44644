package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.step.ReadSiteLogs.From;
import dev.sluice.step.ReadSiteLogs.Part;
import dev.sluice.step.ReadSiteLogs.State;
import dev.sluice.step.SiteLogs.Usual;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for of the logs of a site, and from where the next reading goes on. */
class ReadSiteLogsTest {
    private static final From CONTINUED = new From.Positions(Map.of("error.log", "1:2:3"));

    private final ScriptedSession session = new ScriptedSession();

    private List<Part> read(SiteLogs logs, From from, int bytes) throws Exception {
        return new ReadSiteLogs("/srv/shop", logs, from, bytes, Duration.ofSeconds(5)).on(session);
    }

    private Part only(From from, Map<String, String> row) throws Exception {
        session.answers(Map.of("read", "yes"), List.of(row));
        var parts = read(new SiteLogs(List.of("error.log"), Usual.LEFT_ALONE), from, 100);
        assertEquals(1, parts.size());
        return parts.get(0);
    }

    private static Map<String, String> row(String lines, String rest, String left) {
        return new HashMap<>(Map.of(
                "kind", "log",
                "file", "error.log",
                "state", "read",
                "position", "8:15:1000",
                "cut", "no",
                "lines", lines,
                "rest", rest,
                "left", left));
    }

    @Test
    void the_named_logs_are_read_from_the_last_switch() throws Exception {
        session.answers(Map.of("read", "yes"));

        assertEquals(
                List.of(), read(new SiteLogs(List.of("a.log", "b.log"), Usual.LEFT_ALONE), new From.LastSwitch(), 100));

        assertEquals(HostScripts.SITE_LOGS, session.command().script());
        assertEquals(
                Map.of("path", "/srv/shop", "logs", "a.log\nb.log", "known", "no", "bytes", "100", "from", "switch"),
                session.command().values());
        assertEquals(Duration.ofSeconds(5), session.command().longest());
    }

    @Test
    void the_end_of_the_usual_logs_is_read_within_the_limit_of_the_host() throws Exception {
        session.answers(Map.of("read", "yes"));

        read(new SiteLogs(List.of(), Usual.READ), new From.End(), 1 << 30);

        assertEquals("yes", session.command().values().get("known"));
        assertEquals("end", session.command().values().get("from"));
        assertEquals("65536", session.command().values().get("bytes"));
    }

    @Test
    void a_reading_that_goes_on_names_the_position_of_each_log() throws Exception {
        session.answers(Map.of("read", "yes"));

        read(
                new SiteLogs(List.of(), Usual.READ),
                new From.Positions(Map.of("php error.log", "8:15:70", "access.log", "8:16:0")),
                100);

        assertEquals(
                "8:15:70 php error.log\n8:16:0 access.log",
                session.command().values().get("from"));
    }

    @Test
    void whole_lines_are_shown_and_half_a_line_is_read_again_when_it_is_whole() throws Exception {
        var part = only(CONTINUED, row("one\ntwo\n", "half", "4"));

        assertEquals(List.of(HostText.of("one"), HostText.of("two")), part.lines());
        assertEquals("8:15:996", part.position());
        assertFalse(part.cut());
    }

    @Test
    void without_a_position_half_a_line_is_shown_too() throws Exception {
        var part = only(new From.End(), row("one\n", "half", "4"));

        assertEquals(List.of(HostText.of("one"), HostText.of("half")), part.lines());
        assertEquals("8:15:996", part.position());
    }

    @ParameterizedTest
    @CsvSource({"50, true", "49, false"})
    void a_line_of_half_of_what_may_be_read_is_shown_as_it_is(int bytes, boolean shown) throws Exception {
        var half = "x".repeat(bytes);

        var part = only(CONTINUED, row("", half, Integer.toString(bytes)));

        assertEquals(shown ? List.of(HostText.of(half)) : List.of(), part.lines());
        assertEquals("8:15:" + (shown ? 1000 : 1000 - bytes), part.position());
    }

    @Test
    void the_length_of_a_line_is_in_bytes_as_the_limit_is() throws Exception {
        var half = "\u4e00".repeat(20);

        assertEquals(
                List.of(HostText.of(half)), only(CONTINUED, row("", half, "60")).lines());
    }

    @Test
    void half_a_line_behind_whole_ones_is_never_too_long() throws Exception {
        var part = only(CONTINUED, row("one\n", "x".repeat(60), "60"));

        assertEquals(List.of(HostText.of("one")), part.lines());
        assertEquals("8:15:940", part.position());
    }

    @Test
    void a_log_that_was_emptied_meanwhile_is_read_from_its_start() throws Exception {
        var row = row("", "half", "4");
        row.put("position", "8:15:1");

        assertEquals("8:15:0", only(CONTINUED, row).position());
    }

    @Test
    void a_rotated_log_has_text_and_what_is_cut_off_is_known() throws Exception {
        var row = row("one\n", "", "0");
        row.put("state", "rotated");
        row.put("cut", "yes");

        var part = only(CONTINUED, row);

        assertEquals(State.ROTATED, part.state());
        assertTrue(part.cut());
        assertEquals(List.of(HostText.of("one")), part.lines());
    }

    @ParameterizedTest
    @CsvSource({"absent, ABSENT", "no-file, NO_FILE", "unreadable, UNREADABLE", "unmarked, UNMARKED"})
    void a_log_that_was_not_read_has_neither_text_nor_a_position(String word, State state) throws Exception {
        assertEquals(
                new Part(HostText.of("error.log"), state, "", false, HostText.NONE, HostText.NONE),
                only(CONTINUED, Map.of("kind", "log", "file", "error.log", "state", word)));
    }

    @ParameterizedTest
    @CsvSource({"8:15", "8:15:x", "x:15:0", "8:x:0", "''"})
    void a_position_that_is_none_is_that_hosts_failure(String position) {
        var row = row("", "", "0");
        row.put("position", position);

        var failure = assertThrows(HostException.class, () -> only(CONTINUED, row));

        assertEquals(HostException.Kind.ANSWER, failure.kind());
    }

    @Test
    void logs_that_cannot_be_found_are_a_refusal() {
        session.refuses("no-path", Map.of());

        var refused =
                assertThrows(StepException.class, () -> read(new SiteLogs(List.of(), Usual.READ), new From.End(), 100));

        assertEquals(StepFailure.NO_PATH, refused.failure());
    }

    @Test
    void there_is_no_log_only_where_none_is_named_and_the_usual_ones_are_left_alone() {
        assertTrue(new SiteLogs(List.of(), Usual.LEFT_ALONE).none());
        assertFalse(new SiteLogs(List.of(), Usual.READ).none());
        assertFalse(new SiteLogs(List.of("a.log"), Usual.LEFT_ALONE).none());
    }
}
