package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.HostText;
import dev.sluice.host.CommandResult;
import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads of a refusal. */
class StepExceptionTest {
    private static StepException refused(String code, Map<String, String> values, String log) {
        return StepException.of(new HostName("web001"), "stage-files", new CommandResult(code, values, List.of(), log));
    }

    @Test
    void a_failure_names_the_last_two_lines_that_a_tool_wrote() {
        var failed = refused("failed", Map.of("doing", "unpacking"), "one\n\n  \ntwo\nthree\n");

        assertEquals("doing unpacking: two | three", failed.why());
        assertEquals(List.of("one", "two", "three"), failed.output());
    }

    @Test
    void what_the_script_caught_of_a_tool_counts_before_standard_error() {
        var failed = refused("failed", Map.of("log", "no space left\n"), "a greeting at each login");

        assertEquals("no space left", failed.why());
        assertEquals(List.of("no space left"), failed.output());
    }

    @Test
    void a_tool_that_wrote_nothing_leaves_standard_error() {
        assertEquals("killed", refused("failed", Map.of("log", " \n"), "killed").why());
    }

    @Test
    void a_reason_that_the_script_knows_is_not_mixed_with_standard_error() {
        assertEquals(
                "token now 9",
                refused("fenced", Map.of("token_now", "9"), "a greeting at each login")
                        .why());
    }

    @Test
    void a_reason_that_the_script_knows_comes_with_what_it_caught_of_a_tool() {
        assertEquals(
                "path releases: read-only file system",
                refused("not-writable", Map.of("path", "releases", "log", "read-only file system"), "")
                        .why());
    }

    @Test
    void of_a_long_output_the_last_eight_lines_are_kept_and_each_is_short_and_harmless() {
        var lines = IntStream.rangeClosed(1, 12)
                .mapToObj(line -> line + "\u001b[31m" + "x".repeat(400))
                .collect(Collectors.joining("\n"));

        var output = refused("failed", Map.of(), lines).output();

        assertEquals(8, output.size());
        assertEquals("5" + "x".repeat(298) + "…", output.get(0));
        assertEquals("12" + "x".repeat(297) + "…", output.get(7));
    }

    @Test
    void the_link_that_was_found_is_kept_as_it_is() {
        var longest = "releases/" + "r".repeat(4096 - 9);

        assertEquals(
                HostText.of("releases/r2"),
                refused("moved", Map.of("found", "releases/r2"), "").found());
        assertEquals(
                HostText.of(longest),
                refused("moved", Map.of("found", longest), "").found());
        assertEquals(HostText.NONE, refused("moved", Map.of(), "").found());
    }

    @ParameterizedTest
    @ValueSource(strings = {"releases/\u001b[31mr2", "releases/r2\nr3"})
    void a_link_that_cannot_be_shown_is_none_of_ours(String link) {
        assertEquals(HostText.NONE, refused("moved", Map.of("found", link), "").found());
    }

    @Test
    void a_link_that_is_longer_than_a_path_can_be_is_none_of_ours() {
        assertEquals(
                HostText.NONE,
                refused("moved", Map.of("found", "r".repeat(4097)), "").found());
    }
}
