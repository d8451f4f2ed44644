package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostConversation;
import dev.sluice.host.HostScripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ShellCheckTest extends ScriptTest {
    private static final List<String> PARTS =
            List.of("common", "section", "tree", "base", "shared", "writers", "log-positions");

    /** What the part that every script begins with has set. */
    private static final String BEFORE =
            "# shellcheck disable=SC2034,SC2154,SC2317,SC2015\nset -euf # as the common part does\n";

    @Test
    @Tag("everything")
    void shellcheck_finds_nothing_in_any_host_script() throws Exception {
        assertTrue(HostScripts.ALL.size() >= 10);
        for (var script : HostScripts.ALL) {
            assertEquals("", check(Map.of(script.name(), script.text())));
        }
    }

    /** Its time grows faster than the length of a script, and most of a script is parts that others have, too. */
    @Test
    void shellcheck_finds_nothing_in_any_part_of_a_host_script() throws Exception {
        var texts = new TreeMap<String, String>();
        for (var name : PARTS) {
            texts.put(name, read(name));
        }
        for (var script : HostScripts.ALL) {
            texts.put(script.name(), read(script.name()));
        }
        for (var script : HostScripts.ALL) {
            var rest = script.text();
            for (var text : texts.values()) {
                rest = rest.replace(text, "");
            }
            assertEquals("", rest.strip(), () -> "what is checked nowhere of " + script.name());
        }
        texts.replaceAll((name, text) -> BEFORE + text);
        assertEquals("", check(texts));
    }

    private static String read(String name) throws IOException {
        try (var in = HostScripts.class.getResourceAsStream(name + ".sh")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shellcheck_finds_nothing_in_what_is_sent_for_execution() throws Exception {
        // SC2016, SC2089: the text is written to be expanded by the shell that it starts.
        assertEquals("", check(Map.of("bootstrap", HostConversation.bootstrap() + "\n")));
    }

    /** By one process for all of them. */
    private String check(Map<String, String> texts) throws Exception {
        var command = new ArrayList<>(List.of("shellcheck", "--shell=sh", "--format=gcc"));
        for (var text : texts.entrySet()) {
            var file = directory().resolve(text.getKey() + ".sh");
            command.add(Files.writeString(file, text.getValue()).toString());
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return found;
    }
}
