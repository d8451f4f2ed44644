package dev.sluice.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRangeTest {
    @ParameterizedTest
    @CsvSource({
        "web01, web01",
        "web[08:11].x, web08.x web09.x web10.x web11.x",
        "web[8:10], web8 web9 web10",
        "web[098:100], web098 web099 web100",
        "w[7:7], w7",
        "r[1:2]h[1:2], r1h1 r1h2 r2h1 r2h2",
    })
    void both_ends_are_included_and_padded_as_the_left_one(String written, String hosts) {
        assertEquals(
                hosts, HostRange.expand(written).stream().map(HostName::value).collect(Collectors.joining(" ")));
    }

    @Test
    void a_range_that_runs_backwards_is_refused_with_what_was_meant() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> HostRange.expand("web[12:02]"));
        assertTrue(String.valueOf(thrown.getMessage()).endsWith("did you mean [02:12]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web[0:10000]", "web[1:999999999]", "a[1:101]b[1:100]", "a[1:9][1:9][1:9][1:9][1:9]"})
    void more_than_ten_thousand_hosts_in_one_name_are_refused(String written) {
        assertThrows(IllegalArgumentException.class, () -> HostRange.expand(written));
    }

    @Test
    void ten_thousand_are_taken() {
        assertEquals(10_000, HostRange.expand("web[1:10000]").size());
    }

    @Test
    void names_that_get_too_long_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> HostRange.expand("x".repeat(252) + "[9:10]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-web", ".web", "web 01", "web;id", "web\n", "$(id)", "web/01"})
    void what_a_shell_or_a_path_could_read_is_no_host_name(String name) {
        assertThrows(IllegalArgumentException.class, () -> new HostName(name));
    }

    @Test
    void host_names_are_ordered_by_their_text() {
        assertEquals(
                List.of(new HostName("a"), new HostName("b")),
                List.of(new HostName("b"), new HostName("a")).stream().sorted().toList());
    }
}
