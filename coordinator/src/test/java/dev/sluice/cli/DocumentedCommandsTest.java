package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the README and the pages show of commands is what this version understands. */
class DocumentedCommandsTest {
    private static final Path README = Path.of("../README.md");
    private static final Pattern INLINE = Pattern.compile("`sluice ([a-z][^`]*)`");
    private static final Pattern LINE = Pattern.compile("(?m)^(?:\\$ )?sluice ([a-z][^#\\n]*)");
    /** A choice, an ellipsis or what is left out: no line that anyone could type. */
    private static final Pattern SKETCH = Pattern.compile("[|…\\[\\]{}<]");

    /** They end with 4 while hosts lack something, as hosts before their first release do. */
    private static final Set<String> LOOKING = Set.of("setup", "doctor");

    private static final Set<String> CONFIRMED = Set.of("release", "rollback");

    /** Without the page that the commands themselves make. */
    private static List<Path> pages() {
        try (var files = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(README), files.filter(DocumentedCommandsTest::isWritten))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWritten(Path file) {
        return file.toString().endsWith(".md") && !file.endsWith("commands.md");
    }

    private static List<String> commands(Path page) {
        try {
            var text = Files.readString(page);
            return Stream.concat(
                            LINE.matcher(text).results(), INLINE.matcher(text).results())
                    .map(found -> found.group(1).strip())
                    .filter(command -> !SKETCH.matcher(command).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> unknown(String command) {
        try {
            SluiceCommand.commandLine().parseArgs(command.split("\\s+", -1));
            return Optional.empty();
        } catch (UnmatchedArgumentException e) {
            return Optional.of(command + ": " + e.getMessage());
        } catch (ParameterException placeholder) {
            return Optional.empty(); // A name where a value belongs, or an option that the sentence before it has.
        }
    }

    @Test
    void every_command_and_option_that_they_name_exists() {
        var all = pages().stream()
                .flatMap(page -> commands(page).stream())
                .distinct()
                .toList();
        assertTrue(all.size() > 40, all::toString);
        assertEquals(
                List.of(),
                all.stream()
                        .map(DocumentedCommandsTest::unknown)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The lines of the README's first rollout; only names, paths and confirmations are this test's. */
    @Test
    void the_first_rollout_of_the_readme_runs_line_by_line(@TempDir Path directory) throws IOException {
        var text = Files.readString(README);
        var block = text.substring(text.indexOf("## A first real rollout"));
        var lines = LINE.matcher(block.substring(0, block.indexOf("```\n", block.indexOf("```sh") + 5)))
                .results()
                .map(line -> line.group(1).strip())
                .toList();
        assertEquals("init", lines.get(0).split(" ", -1)[0]);
        var init = new ArrayList<Object>(List.of(lines.get(0)
                .replace("shop", directory.resolve("shop").toString())
                .split("\\s+", -1)));
        init.addAll(List.of("--key", directory.resolve("key.pem")));
        var written = CommandLineRun.of(init.toArray());
        assertEquals(0, written.exitCode(), written::err);
        try (var project = DemoProject.start()) {
            for (var line : lines.subList(1, lines.size())) {
                run(project, line, directory);
            }
            assertEquals("1", project.live("web01"), "the rollback was the last that changed something");
        }
    }

    private static void run(DemoProject project, String line, Path directory) {
        var words = line.replace("web01.example.com", "web01")
                .replace(
                        "~/.config/sluice/shop.pem",
                        directory.resolve("other.pem").toString())
                .replace("build.tar.gz", project.artifact().toString());
        var command = line.split(" ", -1)[0];
        project.ends(LOOKING.contains(command) ? 4 : 0, CONFIRMED.contains(command) ? words + " --yes" : words);
    }
}
