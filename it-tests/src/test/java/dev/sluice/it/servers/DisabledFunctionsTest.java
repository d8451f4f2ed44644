package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.opcache.EndpointScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts whose configuration takes PHP functions away that the endpoint calls. */
@Execution(ExecutionMode.CONCURRENT)
class DisabledFunctionsTest {
    private static final Set<String> KEYWORDS = Set.of(
            "array",
            "list",
            "isset",
            "unset",
            "empty",
            "exit",
            "if",
            "while",
            "foreach",
            "switch",
            "catch",
            "function");
    /** Without these the sample site itself answers 500. */
    private static final Set<String> NEEDED_BY_THE_SITE = Set.of(
            "dirname",
            "getmypid",
            "header",
            "http_response_code",
            "is_file",
            "json_encode",
            "max",
            "min",
            "usleep",
            "printf");

    @TempDir
    private Path directory;

    private Operator operator(RealFleet fleet, PlaybookText playbook) {
        fleet.makeSiteByHand(SampleSite.of("v1"));
        return Operator.of(fleet, playbook, directory);
    }

    private static RealFleet without(String functions) {
        return RealFleet.of(1).php("disable_functions = " + functions).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opcache_invalidate", "opcache_is_script_cached", "opcache_compile_file", "opcache_reset"})
    @Tag("everything")
    void a_release_works_with_the_functions_that_are_left(String function) {
        try (var fleet = without(function)) {
            ends(0, operator(fleet, PlaybookText.simple()).release(SampleSite.of("v2")))
                    .shows("proved 4/4 workers");
        }
    }

    @Test
    void without_any_method_the_release_is_refused_with_the_line_to_change() {
        try (var fleet = without("opcache_invalidate,opcache_reset")) {
            var operator = operator(fleet, PlaybookText.simple());
            ends(4, operator.release(SampleSite.of("v2"))).shows("remove opcache_invalidate from disable_functions");
            ends(4, operator.run("doctor")).shows("disable_functions takes away opcache_invalidate");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    @Test
    @Tag("everything")
    void without_its_status_opcache_is_not_taken_for_switched_off() {
        try (var fleet = without("opcache_get_status")) {
            var operator = operator(fleet, PlaybookText.simple());
            ends(4, operator.release(SampleSite.of("v2"))).shows("remove opcache_get_status from disable_functions");
            ends(4, operator.run("doctor")).shows("disable_functions takes away opcache_get_status");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    @Test
    void a_function_that_the_endpoint_cannot_do_without_is_named() {
        try (var fleet = without("readlink,scandir,ini_set,glob,error_log")) {
            var operator = operator(fleet, PlaybookText.simple());
            ends(4, operator.release(SampleSite.of("v2")))
                    .shows("remove readlink, scandir from disable_functions")
                    .showsNot("ini_set");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }

    @Test
    void each_function_that_the_file_calls_is_named_when_it_is_missing_or_can_be_done_without() {
        var needed = Pattern.compile("(?s)const NEEDED_FUNCTIONS = \\[(.*?)\\]")
                .matcher(code())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
        var guarded = Pattern.compile("function_exists\\('(\\w+)'")
                .matcher(code())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertEquals(
                List.of("function_exists"),
                called().filter(name -> !guarded.contains(name) && !needed.contains("'" + name + "'"))
                        .toList());
    }

    private static String code() {
        return new String(EndpointScript.bytes(), StandardCharsets.UTF_8).replaceAll("(?s:/\\*.*?\\*/)|(?m://.*$)", "");
    }

    /** All that the file calls. */
    static Stream<String> called() {
        var code = code();
        var own = Pattern.compile("function (\\w+)\\(")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .toList();
        var stubs = Set.of("ini_set", "error_log", "glob", "tmpfile", "getmypid");
        return Pattern.compile("(?<![\\w>$])([a-z_0-9]+)\\(")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .filter(name -> stubs.contains(name) || !own.contains(name))
                .filter(name -> !KEYWORDS.contains(name))
                .filter(name -> !NEEDED_BY_THE_SITE.contains(name))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("called")
    @Tag("everything")
    void whatever_function_is_taken_away_a_release_works_or_is_refused_before_its_switch(String function) {
        try (var fleet = without(function)) {
            var ended = operator(fleet, PlaybookText.simple()).release(SampleSite.of("v2"));
            assertTrue(Set.of(0, 4).contains(ended.exitCode()), ended::toString);
            var live = ended.exitCode() == 0 ? "v2" : "v1";
            assertEquals("releases/" + live, fleet.host(1).site().current(), ended::toString);
            assertTrue(
                    ended.exitCode() == 0
                            || ended.toString().contains(function)
                            || ended.toString().contains("404")
                            || ended.toString().contains("500"), // before it can answer anything
                    ended::toString);
        }
    }

    @Test
    @Tag("everything")
    void functions_that_it_can_do_without_are_not_missed() {
        try (var fleet = without("ini_set,glob,error_log,posix_getppid,posix_geteuid")) {
            ends(0, operator(fleet, PlaybookText.simple()).release(SampleSite.of("v2")))
                    .shows("proved 4/4 workers");
        }
    }
}
