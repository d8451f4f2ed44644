package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ServerViewTest {
    private static String printed(String text) {
        var out = new StringWriter();
        new ServerView(ProcessHost.INSTANCE, new PrintWriter(out), new PrintWriter(new StringWriter())).out(text);
        return out.toString();
    }

    @Test
    void lines_and_colours_are_kept_and_nothing_moves_the_cursor_or_sets_the_title() {
        assertEquals("✓ one\n\ttwo", printed("✓ one\n\ttwo"));
        assertEquals("\u001b[32mgreen\u001b[0m", printed("\u001b[32mgreen\u001b[0m"));
        assertEquals(
                " [2J ]0;title [8mha:x",
                printed("\u001b[2J\u001b]0;title\u0007\u001b[8mha:x")
                        .replaceAll("\u001b\\[8m", " [8m")
                        .replaceAll(" +", " "));
        assertEquals("a b", printed("a\rb"));
        assertEquals(" ", printed("\u009b"));
    }
}
