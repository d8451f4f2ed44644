package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private record Inner(String name, Optional<Integer> size) {}

    private record Outer(List<Inner> items, Map<String, String> labels, Duration time, Inner one) {}

    private static final Outer ONE = new Outer(
            List.of(new Inner("a", Optional.of(1)), new Inner("b", Optional.empty())),
            Map.of("env", "prod"),
            Duration.ofSeconds(5),
            new Inner("c", Optional.of(3)));

    @Test
    void equal_records_have_none() {
        assertEquals(List.of(), Differences.between(ONE, ONE));
    }

    @Test
    void each_place_is_named_with_both_values() {
        var other = new Outer(
                List.of(new Inner("a", Optional.of(2))),
                Map.of("env", "prod", "rack", "7"),
                Duration.ofSeconds(6),
                new Inner("c", Optional.empty()));
        assertEquals(
                List.of(
                        new Difference("items[0].size", "1", "2"),
                        new Difference("items[1]", "{\"name\":\"b\"}", ""),
                        new Difference("labels.rack", "", "7"),
                        new Difference("time", "PT5S", "PT6S"),
                        new Difference("one.size", "3", "")),
                Differences.between(ONE, other));
    }

    private record Deep(Optional<Inner> inner, Optional<List<Integer>> sizes) {}

    @Test
    void what_only_one_of_them_has_is_one_difference() {
        var all = new Deep(Optional.of(new Inner("a", Optional.empty())), Optional.of(List.of(1, 2)));
        var nothing = new Deep(Optional.empty(), Optional.empty());
        assertEquals(
                List.of(new Difference("inner", "{\"name\":\"a\"}", ""), new Difference("sizes", "[1,2]", "")),
                Differences.between(all, nothing));
        assertEquals(
                List.of(new Difference("inner", "", "{\"name\":\"a\"}"), new Difference("sizes", "", "[1,2]")),
                Differences.between(nothing, all));
    }
}
