package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessTextTest {
    @ParameterizedTest
    @CsvSource({
        "'plain text', 'plain text'",
        "'Grüße, 世界', 'Grüße, 世界'",
        "'\u001b[31mred\u001b[0m', red",
        "'\u001b]0;title\u0007text', text",
        "'\u001b[8mha:AAAAB3Nza+/=\u001b[0mnote', note",
        "'a\rb', 'a b'",
        "'a\u0007b\u0000c', 'a b c'",
        "'a\u202eb\u200bc', 'a b c'",
        "'a\u009b31mb', 'a 31mb'",
        "'one\r\ntwo\n', 'one\ntwo'",
    })
    void what_a_terminal_would_obey_is_taken_out(String raw, String harmless) {
        assertEquals(harmless, HarmlessText.lines(raw));
    }

    @Test
    void one_line_is_shortened() {
        assertEquals("one two", HarmlessText.line("one\ntwo", 7));
        assertEquals("one tw…", HarmlessText.line("one\ntwo three", 7));
    }
}
