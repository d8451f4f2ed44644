package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandOutputTest {
    private final CommandOutput output = new CommandOutput(1_000);

    private List<String> read(int from) {
        var lines = new ArrayList<String>();
        var next = from;
        for (var line = output.line(next); line.isPresent(); line = output.line(next)) {
            lines.add(line.get().json());
            next = line.get().number() + 1;
        }
        return lines;
    }

    @Test
    void lines_have_numbers_and_can_be_read_from_any_of_them() {
        output.add("out", "one\n");
        output.add("err", "two \"x\"\n");
        output.add("exit", 8);
        assertEquals(
                List.of("{\"n\":1,\"out\":\"one\\n\"}", "{\"n\":2,\"err\":\"two \\\"x\\\"\\n\"}", "{\"n\":3,\"exit\":8}"),
                read(1));
        assertEquals(List.of("{\"n\":3,\"exit\":8}"), read(3));
        assertFalse(output.endsBefore(3));
        assertTrue(output.endsBefore(4));
    }

    @Test
    void old_lines_are_dropped_with_a_note_and_reading_goes_on_behind_it() {
        for (int i = 0; i < 100; i++) {
            output.add("out", "x".repeat(50));
        }
        output.add("exit", 0);
        var lines = read(1);
        assertTrue(lines.get(0).contains("\"note\":\"lines 1 to "), lines.get(0));
        assertTrue(lines.size() < 20, () -> "lines: " + lines.size());
        assertEquals("{\"n\":101,\"exit\":0}", lines.get(lines.size() - 1));
        assertTrue(output.bytes() <= 1_000);
    }

    @Test
    void what_is_printed_is_sent_when_a_line_ends_or_it_is_flushed() {
        try (var out = CommandWriter.of(output, "out")) {
            out.print("a question?");
            assertEquals(List.of(), read(1));
            out.flush();
            out.print("one\ntwo\nthr");
            assertEquals(List.of("{\"n\":1,\"out\":\"a question?\"}", "{\"n\":2,\"out\":\"one\\ntwo\\n\"}"), read(1));
        }
        assertEquals("{\"n\":3,\"out\":\"thr\"}", read(3).get(0));
    }

    @Test
    void a_character_of_two_halves_is_not_divided() {
        var large = new CommandOutput(1 << 20);
        try (var out = CommandWriter.of(large, "out")) {
            out.print("x".repeat(8_191) + "😀" + "y".repeat(8_192));
            out.flush();
        }
        var first = large.line(1).orElseThrow().json();
        assertTrue(first.endsWith("😀\"}"), first.substring(first.length() - 20));
    }
}
