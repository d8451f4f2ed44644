package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small texts of a document: secrets, values, durations, pointers, near matches. */
class WordsTest {
    private static final SecretSource SOURCE = reference -> new Secret("s3cret of " + reference);

    @ParameterizedTest
    @ValueSource(strings = {"env:TOKEN", "file:~/key", "file:a b", "command:pass show x"})
    void a_reference_prints_as_written(String text) {
        assertEquals(text, SecretReference.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hunter2", "env:", "env:1A", "env:A B", "file:", "file: x", "command:", "vault:x", "env:A\n"
            })
    void everything_else_is_no_reference(String text) {
        assertEquals(Optional.empty(), SecretReference.parse(text));
    }

    @Test
    void a_command_is_split_on_blanks_and_nothing_else() {
        var reference = SecretReference.parse("command:pass  show 'a b' $(id)").orElseThrow();
        assertEquals(List.of("pass", "show", "'a", "b'", "$(id)"), reference.words());
    }

    @Test
    void a_secret_does_not_print() {
        var secret = new Secret("hunter2");
        assertEquals("[secret]", secret.toString());
        assertEquals("hunter2", secret.reveal());
    }

    @Test
    void a_value_may_end_in_a_secret() throws SecretException {
        var value = ConfiguredValue.parse("Bearer env:TOKEN");
        assertEquals("Bearer ", value.literal());
        assertEquals("Bearer s3cret of env:TOKEN", value.resolve(SOURCE).reveal());
        assertEquals("Bearer env:TOKEN", value.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "", "a b env:X", "environment:x"})
    void any_other_value_is_plain(String text) throws SecretException {
        assertEquals(ConfiguredValue.plain(text), ConfiguredValue.parse(text));
        assertEquals(text, ConfiguredValue.parse(text).resolve(SOURCE).reveal());
    }

    @ParameterizedTest
    @CsvSource({"800ms, 800", "30s, 30000", "5m, 300000", "2h, 7200000", "1d, 86400000", "0s, 0"})
    void a_duration_has_one_number_and_one_unit_and_prints_so(String text, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), Durations.parse(text));
        assertEquals(text, Durations.written(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 m", "1h30m", "-1s", "1.5s", "9999999999s", "5M"})
    void everything_else_is_no_duration(String text) {
        assertEquals(Optional.empty(), Durations.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "/a/b, a.b", "/a/0/b, a[0].b", "'/json/~1db~0', 'json[\"/db~\"]'"})
    void a_pointer_reads_as_people_write_it(String pointer, String readable) {
        assertEquals(readable, Pointer.readable(pointer));
    }

    @Test
    void pointers_escape_what_they_are_made_of() {
        assertEquals("/a~1b~0", Pointer.child("", "a/b~"));
        assertEquals("a/b~", Pointer.last("/a~1b~0"));
        assertEquals("/x", Pointer.parent("/x/a~1b"));
    }

    @ParameterizedTest
    @CsvSource({"stratgy, strategy", "strateyg, strategy", "min-available, min_available", "Keep, keep", "wbe01, web01"
    })
    void a_typing_error_finds_what_was_meant(String word, String meant) {
        assertEquals(
                Optional.of(meant),
                NearMatch.of(word, List.of("strategy", "min_available", "keep", "web01", "canary")));
    }

    @Test
    void a_word_far_from_all_finds_nothing() {
        assertEquals("", NearMatch.hint("queue", List.of("strategy", "keep")));
    }

    @Test
    void what_a_message_shows_cannot_rewrite_a_terminal_or_fill_it() {
        assertEquals("?[2Jx??", NearMatch.shown("\u001b[2Jx\n\u202e"));
        assertTrue(NearMatch.shown("x".repeat(500)).length() < 70);
    }

    @Test
    void patterns_of_a_schema_end_at_the_end_of_the_text() {
        assertTrue(WholeTextPattern.of("^a$").matches("a"));
        assertFalse(WholeTextPattern.of("^a$").matches("a\n"));
    }

    @Test
    void a_problem_prints_as_a_link_for_editors() {
        assertEquals("p.yml:3:7: a.b: wrong", new Problem("p.yml", 3, 7, "a.b", "wrong").toString());
        assertEquals("p.yml:1:1: empty", new Problem("p.yml", 1, 1, "", "empty").toString());
    }
}
