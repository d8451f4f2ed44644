package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.host.HostScripts;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StepFailureTest {
    private static final Pattern FAIL = Pattern.compile("(?m)(?:^|[ |&;])(?:fail|say 'ERR) ([a-z0-9-]+)");

    @Test
    void every_code_of_the_scripts_has_words_and_no_words_are_without_a_code() {
        var written = new TreeSet<String>();
        for (var script : HostScripts.ALL) {
            script.text().lines().filter(line -> !line.strip().startsWith("#")).forEach(line -> FAIL.matcher(line)
                    .results()
                    .forEach(found -> written.add(found.group(1))));
        }
        var known = new TreeSet<String>();
        Arrays.stream(StepFailure.values()).forEach(failure -> known.add(failure.code()));
        assertEquals(known, written);
    }

    @Test
    void each_says_what_failed_and_what_to_do() {
        for (var failure : StepFailure.values()) {
            assertFalse(failure.what().isBlank() || failure.what().endsWith("."), failure.name());
            assertFalse(failure.next().isBlank() || failure.next().endsWith("."), failure.name());
        }
    }

    @Test
    void the_facts_of_a_host_are_harmless_and_short() {
        var why = StepFailure.MOVED.why(
                Map.of("expected", "", "found", "\u001b[31mx\ny".concat("z".repeat(400)), "log", "long"));
        assertEquals("expected nothing, found x y" + "z".repeat(296) + "…", why);
    }

    @Test
    void an_unknown_code_is_a_failure_all_the_same() {
        assertEquals(StepFailure.FAILED, StepFailure.of("something-new"));
    }
}
