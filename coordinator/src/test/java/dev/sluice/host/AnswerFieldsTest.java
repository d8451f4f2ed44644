package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HostText;
import dev.sluice.inventory.HostName;
import java.util.List;
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
        assertThrows(HostException.class, () -> answering(text).identifier("key"));
        assertThrows(HostException.class, () -> answering(text).someIdentifier("key"));
    }

    @Test
    void other_texts_are_as_they_are() throws Exception {
        for (var text : new String[] {"", "releases/1", "M\u00fcller & S\u00f6hne", "\u65e5\u672c", "a  b", "100%"}) {
            assertEquals(HostText.of(text), answering(text).text("key", AnswerLimits.TEXT_CHARS));
            assertEquals(text, answering(text).identifier("key"));
        }
        assertEquals(Optional.empty(), answering("").some("key", AnswerLimits.TEXT_CHARS));
    }

    @Test
    void several_lines_are_shown_in_one_that_is_harmless() throws Exception {
        var text = answering("one\ntwo \u0007three\u001b[0m").output("key", AnswerLimits.LIST_CHARS);
        assertEquals("one two  three", "" + text);
        assertEquals(
                List.of("one", "two  three"),
                text.lines().stream().map(HostText::toString).toList());
        assertThrows(HostException.class, () -> answering("x".repeat(11)).output("key", 10));
    }

    @Test
    void an_identifier_is_as_long_as_a_name_of_a_file() throws Exception {
        assertEquals(255, answering("x".repeat(255)).identifier("key").length());
        assertThrows(HostException.class, () -> answering("x".repeat(256)).identifier("key"));
        assertEquals(Optional.empty(), answering("").someIdentifier("key"));
    }

    @Test
    void bytes_are_hexadecimal() throws Exception {
        assertArrayEquals(new byte[] {0, (byte) 0xff}, answering("00ff").bytes("key", 4));
        assertThrows(HostException.class, () -> answering("00f").bytes("key", 4));
        assertThrows(HostException.class, () -> answering("0g").bytes("key", 4));
        assertThrows(HostException.class, () -> answering("00ff00").bytes("key", 4));
    }
}
