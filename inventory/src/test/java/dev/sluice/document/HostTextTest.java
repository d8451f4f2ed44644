package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "releases/\u001b[2J1",
                "one\ndone: 3 hosts serve 2",
                "a\r\nb\rc",
                "\u001b]0;title\u0007x",
                "\u001b]8;;http://bad/\u001b\\link",
                "\u009b31m",
                "abc\u202edcb",
                "zero\u200bwidth",
                "line\u2028separator",
                "half \ud800 pair",
                "\u001b[8mha:AAAA\u001b[0m",
                "\u001b\u001b[[31m31m",
            })
    void in_whatever_way_it_is_printed_it_is_one_harmless_line(String raw) {
        var text = HostText.of(raw);
        for (var printed : List.of(
                "to " + text,
                String.valueOf(text),
                "%s".formatted(text),
                text.shown(10),
                text.shownEnd(10),
                List.of(text).toString())) {
            assertTrue(HarmlessText.isHarmless(printed), printed);
        }
        text.lines().forEach(line -> assertTrue(HarmlessText.isHarmless("" + line), "" + line));
        assertEquals(raw, text.raw());
    }

    @Test
    void what_is_printed_is_bounded() {
        assertEquals("x".repeat(399) + "…", "" + HostText.of("x".repeat(70_000)));
        assertEquals("x".repeat(400), "" + HostText.of("x".repeat(400)));
        assertEquals("xx…", HostText.of("xxxx").shown(3));
        assertEquals("…end", HostText.of("the end").shownEnd(3));
        assertEquals("the end", HostText.of("the\nend\n").shownEnd(7));
    }

    @Test
    void a_command_that_is_copied_from_a_message_has_it_as_one_word() {
        assertEquals("www-data", HostText.of("www-data").shellWord());
        assertEquals(
                "/srv/shop/shared/a_b@c:d+e.f",
                HostText.of("/srv/shop/shared/a_b@c:d+e.f").shellWord());
        assertEquals("'www; reboot'", HostText.of("www; reboot").shellWord());
        assertEquals("'$(reboot)'", HostText.of("$(reboot)").shellWord());
        assertEquals("'a'\\'' ; b'", HostText.of("a' ; b").shellWord());
        assertEquals("'a b'", HostText.of("a\nb").shellWord());
        assertEquals("'-R'", HostText.of("-R").shellWord());
        assertEquals("''", HostText.NONE.shellWord());
    }

    @Test
    void it_is_compared_by_what_the_host_sent() {
        var text = HostText.of("releases/1\u0007");
        assertTrue(text.is("releases/1\u0007"));
        assertFalse(text.is("releases/1"));
        assertEquals(HostText.of("releases/1\u0007"), text);
        assertEquals(HostText.of("releases/1\u0007").hashCode(), text.hashCode());
        assertNotEquals(HostText.of("releases/1"), text);
        assertTrue(HostText.of("a").compareTo(HostText.of("b")) < 0);
        assertSame(HostText.NONE, HostText.of(""));
        assertTrue(HostText.NONE.isEmpty());
        assertFalse(text.isEmpty());
    }
}
