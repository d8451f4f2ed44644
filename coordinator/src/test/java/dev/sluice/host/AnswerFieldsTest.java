package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HarmlessText;
import dev.sluice.inventory.HostName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an answer may be printed as it is. */
class AnswerFieldsTest {
    private static AnswerFields answering(String value) {
        return new AnswerFields(new HostName("web01"), "inspect", Map.of("key", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "releases/\u001b[2J1",
                "one\ndone: 3 hosts serve 2",
                "a\rb",
                "a\tb",
                "bell\u0007",
                "\u001b]0;title\u0007",
                "\u009b31m",
                "abc\u202edcb",
                "zero\u200bwidth",
                "line\u2028separator",
                "half \ud800 pair",
                "\u001b[8mha:AAAA\u001b[0m",
                "del\u007f",
            })
    void a_text_with_what_a_terminal_acts_upon_is_that_hosts_failure(String text) {
        var failure = assertThrows(HostException.class, () -> answering(text).text("key", AnswerLimits.TEXT_CHARS));
        assertEquals(HostException.Kind.ANSWER, failure.kind());
        assertTrue(
                String.valueOf(failure.getMessage()).contains("key has characters that cannot be shown"),
                failure::toString);
        assertTrue(HarmlessText.isHarmless(String.valueOf(failure.getMessage())), "the message shows them");
        assertThrows(HostException.class, () -> answering(text).some("key", AnswerLimits.TEXT_CHARS));
    }

    @Test
    void other_texts_are_as_they_are() throws Exception {
        for (var text : new String[] {"", "releases/1", "M\u00fcller & S\u00f6hne", "\u65e5\u672c", "a  b", "100%"}) {
            assertEquals(text, answering(text).text("key", AnswerLimits.TEXT_CHARS));
        }
        assertEquals(Optional.empty(), answering("").some("key", AnswerLimits.TEXT_CHARS));
    }

    @Test
    void of_several_lines_what_cannot_be_shown_is_taken_out() throws Exception {
        assertEquals(
                "one\ntwo  three", answering("one\ntwo \u0007three\u001b[0m").lines("key", AnswerLimits.LIST_CHARS));
        assertThrows(HostException.class, () -> answering("x".repeat(11)).lines("key", 10));
    }
}
