package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostConversation;
import dev.sluice.host.HostScripts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ShellCheckTest extends ScriptTest {
    @Test
    void shellcheck_finds_nothing_in_any_host_script() throws Exception {
        assertTrue(HostScripts.ALL.size() >= 10);
        for (var script : HostScripts.ALL) {
            assertEquals("", check(script.name(), script.text()));
        }
    }

    @Test
    void shellcheck_finds_nothing_in_what_is_sent_for_execution() throws Exception {
        // SC2016, SC2089: the text is written to be expanded by the shell that it starts.
        assertEquals("", check("bootstrap", HostConversation.bootstrap() + "\n"));
    }

    private String check(String name, String text) throws Exception {
        var file = directory().resolve(name + ".sh");
        Files.writeString(file, text);
        var process = new ProcessBuilder("shellcheck", "--shell=sh", "--format=gcc", file.toString())
                .redirectErrorStream(true)
                .start();
        var found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return found;
    }
}
