package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskOutputTest {
    private final List<String> log = new ArrayList<>();
    private final TaskOutput lines = new TaskOutput(SecretMask.of(List.of(new Secret("canary"))), log::addAll);

    private void wrote(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            lines.wrote(new byte[] {b});
        }
    }

    @Test
    void a_secret_that_comes_in_pieces_is_masked() {
        wrote("a can");
        assertEquals(List.of(), log);
        wrote("ary ü\nrest");
        lines.end();
        assertEquals(List.of("a [secret] ü", "rest"), log);
    }

    @Test
    void the_last_lines_are_harmless_and_few() {
        for (int i = 0; i < 30; i++) {
            wrote("\u001b[31mline " + i + "\u001b[0m\u0007\n\n");
        }
        assertEquals(10, lines.last().size());
        assertEquals("line 29", lines.last().get(9));
        assertEquals("\u001b[31mline 29\u001b[0m\u0007", log.get(58));
    }

    @Test
    void a_line_without_end_is_cut_and_what_follows_is_not() {
        wrote("x".repeat(70_000) + "canary\nnext\n");
        assertEquals(2, log.size());
        assertTrue(log.get(0).length() < 65_600);
        assertEquals("next", log.get(1));
    }
}
