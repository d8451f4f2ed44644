package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class NumberRangesTest {
    private static String together(String... texts) {
        var ranges = NumberRanges.of(texts[0]);
        for (var text : texts) {
            assertEquals(NumberRanges.without(texts[0]), NumberRanges.without(text));
            ranges.add(text);
        }
        return ranges.shown();
    }

    @Test
    void texts_that_are_equal_but_for_their_numbers_become_one_with_their_ranges() {
        assertEquals(
                "took 31 to 58 ms, more than 20 ms",
                together("took 58 ms, more than 20 ms", "took 31 ms, more than 20 ms"));
        assertEquals(
                "staged 1.2 to 10.5 MB in 2 s",
                together("staged 9.1 MB in 2 s", "staged 10.5 MB in 2 s", "staged 1.2 MB in 2 s"));
        assertEquals("answered 500 to 503 (3 of 3)", together("answered 503 (3 of 3)", "answered 500 (3 of 3)"));
    }

    @Test
    void a_number_that_is_part_of_a_name_an_id_or_an_address_is_text() {
        for (var text : new String[] {
            "web02", "20261122-223000-9f3c1ab", "127.0.0.1:8080", "/var/log/php8.2-fpm.log", "r-7f3a", "/2"
        }) {
            assertEquals(text, NumberRanges.without(text));
        }
        assertNotEquals(NumberRanges.without("on releases/1"), NumberRanges.without("on releases/2"));
    }
}
