package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.inventory.InventoryReference;
import dev.sluice.playbook.PlaybookReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine as a container has it: an account with a number and no name, no home, no locale, no terminal. */
class PlainMachineTest {
    private static final List<String> NAMELESS = List.of("unshare", "--user", "--map-user=12345", "--map-group=12345");

    @TempDir
    private Path directory;

    /** @param text each byte as one character */
    private record Run(int code, String text) {
        boolean isAscii() {
            return text.chars().allMatch(character -> character < 128);
        }

        void ends(int expected, String... shown) {
            assertEquals(expected, code, text);
            for (var part : shown) {
                assertTrue(text.contains(part), () -> part + " is not in\n" + text);
            }
        }
    }

    @BeforeEach
    void the_system_has_user_namespaces() throws Exception {
        assumeTrue(start(Map.of(), List.of("true")).code() == 0, "needs unshare with user namespaces");
    }

    private Run start(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        var words = new ArrayList<>(NAMELESS);
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Run(process.waitFor(), text);
    }

    private Run sluice(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.cli.Main"));
        command.addAll(List.of(arguments));
        return start(environment, command);
    }

    /** Without colours, terminal and locale, in 80 columns: what the documentation shows is what is printed. */
    @Test
    void a_rollout_runs_without_name_home_and_locale_and_prints_ascii() throws Exception {
        var run = sluice(Map.of("NO_COLOR", "1", "COLUMNS", "80"), "demo");
        run.ends(0, "hosts serve", " - ");
        assertTrue(run.isAscii(), run.text());
        var documented = Files.readString(Path.of("../coordinator/docs/console.txt"));
        assertEquals(comparable(documented), comparable(run.text()), run::text);
        for (var line : documented.lines().toList()) {
            assertTrue(line.length() <= 80, line);
        }
    }

    /** Times, sizes and ids differ, and hosts of one batch are in any order. */
    private static List<String> comparable(String session) {
        return session.lines()
                .filter(line -> !line.startsWith("$ NO_COLOR"))
                .map(line -> line.replaceAll("[0-9a-f]{64}", "DIGEST")
                        .replaceAll("r-[0-9a-f]{8}", "r-ID")
                        .replaceAll("[0-9]{8}-[0-9]{6}-[0-9a-f]{7}", "RELEASE")
                        .replaceAll("[0-9]+(\\.[0-9]+)? (ms|s|min|kB)\\b", "N"))
                .sorted()
                .toList();
    }

    @Test
    void what_is_missing_is_shown_with_its_remedy() throws Exception {
        var bare = sluice(Map.of(), "self-check");
        bare.ends(
                4, "there is no place for records", "SLUICE_STATE", "it has no home directory", "it is none of UTF-8");
        sluice(Map.of("HOME", "/proc"), "self-check")
                .ends(4, "/proc/.local/state/sluice does not exist, and cannot be made");
        sluice(Map.of("HOME", directory.toString(), "LC_ALL", "C.UTF-8"), "self-check")
                .ends(0, "it has no name on this machine", "it is one of UTF-8");
    }

    @Test
    @Tag("everything")
    void files_are_read_without_a_home_and_records_need_a_place() throws Exception {
        Files.writeString(directory.resolve("inventory.yml"), InventoryReference.example("one-host"));
        Files.writeString(directory.resolve("playbook.yml"), PlaybookReference.example("one-host"));
        sluice(Map.of(), "validate").ends(0, "both files are valid");
        sluice(Map.of(), "history").ends(2, "there is no place for records: HOME is not set", "next  set SLUICE_STATE");
        sluice(Map.of("SLUICE_STATE", directory.resolve("state").toString()), "history")
                .ends(0, "ROLLOUT");
    }
}
