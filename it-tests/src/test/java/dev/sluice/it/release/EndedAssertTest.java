package dev.sluice.it.release;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EndedAssertTest {
    private static final Ended HELD = new Ended(
            "release --yes",
            8,
            "rollout r-0123abcd of v2\nheld after batch 1\n",
            "next: sluice promote r-0123abcd\nrollout r-4567cdef waits\n");

    private static void failsWithTheOutput(Executable assertion) {
        var failure = assertThrows(AssertionError.class, assertion);
        var message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(HELD.toString()), message);
    }

    @Test
    void what_is_true_of_a_command_passes_in_one_chain() {
        ends(8, HELD)
                .shows("held after batch 1")
                .shows("sluice promote r-")
                .showsNot("done:")
                .showsLine("held after batch \\d");
    }

    @Test
    void another_exit_code_fails() {
        failsWithTheOutput(() -> ends(0, HELD));
    }

    @Test
    void a_text_in_neither_stream_fails() {
        failsWithTheOutput(() -> ends(8, HELD).shows("held after batch 2"));
    }

    @Test
    void a_text_that_must_not_be_there_fails_in_either_stream() {
        failsWithTheOutput(() -> ends(8, HELD).showsNot("held after"));
        failsWithTheOutput(() -> ends(8, HELD).showsNot("sluice promote"));
    }

    @Test
    void a_part_of_a_line_is_no_line() {
        failsWithTheOutput(() -> ends(8, HELD).showsLine("after batch \\d"));
        failsWithTheOutput(() -> ends(8, HELD).showsLine("held after"));
    }

    @Test
    void a_line_of_standard_error_is_no_line_of_the_output() {
        failsWithTheOutput(() -> ends(8, HELD).showsLine("rollout r-4567cdef waits"));
    }

    @Test
    void the_first_match_is_found_in_either_stream_or_its_group() {
        assertEquals("batch 1", ends(8, HELD).found("batch \\d"));
        assertEquals("promote", ends(8, HELD).found("sluice (\\w+) r-"));
    }

    @Test
    void a_pattern_that_matches_nothing_fails() {
        failsWithTheOutput(() -> ends(8, HELD).found("lock-[0-9a-f]{8}"));
    }

    @Test
    void the_rollout_is_the_one_that_is_named_first() {
        assertEquals("r-0123abcd", ends(8, HELD).rollout());
    }

    @Test
    void the_command_can_be_looked_at_further() {
        assertEquals(HELD, ends(8, HELD).ended());
    }
}
