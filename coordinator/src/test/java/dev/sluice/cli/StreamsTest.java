package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StreamsTest {
    @Test
    void the_first_variable_of_the_locale_that_is_set_decides() {
        assertEquals(Streams.UTF_8, Streams.of(Map.of("LANG", "de_DE.UTF-8"), ""));
        assertEquals(Streams.UTF_8, Streams.of(Map.of("LC_ALL", "C.utf8", "LANG", "C"), ""));
        assertEquals(Streams.ASCII, Streams.of(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"), ""));
        assertEquals(Streams.ASCII, Streams.of(Map.of("LC_ALL", "", "LC_CTYPE", "POSIX", "LANG", "C.UTF-8"), ""));
        assertEquals(Streams.ASCII, Streams.of(Map.of(), ""));
        assertEquals(Streams.ASCII, Streams.of(Map.of("LC_ALL", "C.UTF-8"), "ascii"));
    }

    @Test
    void text_has_an_ascii_form_of_the_same_width() {
        assertEquals("a + x - > #. ~ ? z", printed(Streams.ASCII, "a ✓ ✗ · → █░ … ü z"));
        assertEquals("a ✓ ✗ · → █░ … ü z", printed(Streams.UTF_8, "a ✓ ✗ · → █░ … ü z"));
    }

    private static String printed(Streams streams, String text) {
        var bytes = new ByteArrayOutputStream();
        var out = streams.over(new PrintStream(bytes, true, StandardCharsets.US_ASCII));
        out.print(text);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A character that is new in the sources needs a form. */
    @Test
    void each_character_that_main_code_prints_has_a_form() throws IOException {
        var missing = new TreeSet<Character>();
        for (var module : List.of("../inventory", "../playbooks", ".")) {
            try (var files = Files.walk(Path.of(module, "src/main/java"))) {
                for (var file : files.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> !path.toString().contains("/web/")) // in pages, which are UTF-8
                        .toList()) {
                    Files.readString(file)
                            .chars()
                            .mapToObj(each -> (char) each)
                            .filter(each -> each >= 0x80 && AsciiWriter.form(each) == '?')
                            .forEach(missing::add);
                }
            }
        }
        assertTrue(missing.isEmpty(), missing::toString);
    }
}
