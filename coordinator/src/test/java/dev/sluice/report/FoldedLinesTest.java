package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedLinesTest {
    private static String folded(String text) throws IOException {
        var written = new StringWriter();
        try (var lines = new FoldedLines(written, 40)) {
            lines.write(text);
        }
        return written.toString();
    }

    @Test
    void a_line_that_fits_is_left_alone() throws IOException {
        assertEquals("  gate 1   open\n", folded("  gate 1   open\n"));
    }

    @Test
    void a_wide_line_is_folded_at_blanks_below_its_text() throws IOException {
        var folded = folded("  adopt    the live release of web01, web02, web03 gets the endpoint first\n");
        assertEquals(
                List.of(
                        "  adopt    the live release of web01,",
                        "           web02, web03 gets the",
                        "           endpoint first"),
                folded.lines().toList());
    }

    @Test
    void a_word_that_is_too_wide_has_a_line_of_its_own() throws IOException {
        var word = "/srv/shop/releases/" + "a".repeat(40);
        assertEquals(
                "sluice: no room in\n  " + word + "\n  there\n", folded("sluice: no room in " + word + " there\n"));
        assertEquals(word + "\n", folded(word + "\n"));
    }

    @Test
    void colours_take_no_room() throws IOException {
        var line = "\u001b[31m" + "x".repeat(30) + "\u001b[0m 1234567";
        assertEquals(line + "\n", folded(line + "\n"));
    }

    @Test
    void a_question_without_an_end_is_not_held_back() throws IOException {
        assertEquals("go on? [y/N] ", folded("go on? [y/N] "));
    }
}
