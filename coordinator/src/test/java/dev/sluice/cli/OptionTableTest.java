package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command has the options that it obeys and no others: {@code options.txt} names for each pair of them what shows that it is obeyed, and the test
 * that sees it.
 */
class OptionTableTest {
    private static final Pattern ROW = Pattern.compile("(\\S+)\\s+\\| ([a-z, -]+) \\| (\\S.+) \\| (\\w+)#(\\w+)");

    private record Row(String option, Set<String> commands, String effect, String type, String method) {
        Stream<String> pairs() {
            return commands.stream().map(command -> command + " " + option);
        }
    }

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : Files.readAllLines(Path.of("src/test/resources/dev/sluice/cli/options.txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var row = ROW.matcher(line);
            assertTrue(row.matches(), line);
            rows.add(new Row(
                    row.group(1), Set.of(row.group(2).strip().split(", ")), row.group(3), row.group(4), row.group(5)));
        }
        return rows;
    }

    /** Every command, subcommands of subcommands included, by its words. */
    private static SortedMap<String, CommandLine> commands() {
        var found = new TreeMap<String, CommandLine>();
        SluiceCommand.commandLine().getSubcommands().forEach((name, line) -> add(name, line, found));
        return found;
    }

    private static void add(String name, CommandLine line, Map<String, CommandLine> found) {
        found.put(name, line);
        line.getSubcommands().forEach((sub, below) -> add(name + " " + sub, below, found));
    }

    private static Set<String> pairs() {
        var pairs = new TreeSet<String>();
        commands().forEach((name, line) -> {
            line.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .forEach(option -> pairs.add(name + " " + option));
            line.getCommandSpec().positionalParameters().stream()
                    .map(ArgSpec::paramLabel)
                    .forEach(operand -> pairs.add(name + " " + operand));
        });
        return pairs;
    }

    @Test
    void every_pair_of_command_and_option_is_obeyed_as_the_table_has_it() throws IOException {
        var listed = rows().stream().flatMap(Row::pairs).sorted().toList();
        assertEquals(List.copyOf(new TreeSet<>(listed)), listed, "no pair is listed twice");
        assertEquals(
                String.join("\n", pairs()),
                String.join("\n", listed),
                "a new pair needs a row in options.txt and a test that sees its effect");
    }

    @Test
    void every_row_names_a_test_that_exists() throws IOException {
        var sources = sources();
        var missing = rows().stream()
                .filter(row -> !sources.getOrDefault(row.type(), "").contains("void " + row.method() + "("))
                .map(row -> row.option() + ": " + row.type() + "#" + row.method())
                .distinct()
                .toList();
        assertEquals(List.of(), missing);
    }

    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        for (var root : List.of("src/test/java", "../it-tests/src/test/java")) {
            try (var files = Files.walk(Path.of(root))) {
                var tests = files.filter(file -> file.toString().endsWith("Test.java"))
                        .collect(Collectors.toList());
                tests.forEach(
                        file -> sources.put(String.valueOf(file.getFileName()).replace(".java", ""), text(file)));
            }
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table shows what a command obeys; this shows that nothing besides is accepted. */
    @Test
    void options_that_other_commands_have_are_refused() {
        for (var words : List.of(
                "abort --limit web01",
                "resume --limit web01",
                "promote --limit web01",
                "pause --limit web01",
                "pause --output-dir out",
                "history --limit web01",
                "history --exclude web01",
                "history --output-dir out",
                "audit verify --limit web01",
                "audit verify --yes",
                "history --exclude web01",
                "hosts --output-dir out",
                "doctor --state here",
                "plan --color never",
                "trust web01 --limit web01",
                "explain web01 --exclude web02",
                "validate --state here")) {
            var run = CommandLineRun.of((Object[]) words.split(" "));
            assertEquals(2, run.exitCode(), words + ": " + run.err());
        }
    }
}
