package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page about commands has what each of them prints with {@code --help}. */
class CommandsPageTest {
    private static final Path PAGE = Path.of("docs/commands.md");
    private static final String BEGINNING = "<!-- From here on the page is made of the commands themselves. -->\n";

    @Test
    void the_page_about_commands_has_every_command_as_its_help_describes_it() throws IOException {
        var page = Files.readString(PAGE);
        int made = page.indexOf(BEGINNING);
        assertTrue(made > 0, page);
        var expected = page.substring(0, made) + BEGINNING + reference();
        Files.writeString(Path.of("target/commands.md"), expected);
        assertEquals(expected, page, "copy coordinator/target/commands.md to coordinator/docs");
    }

    private static String reference() {
        var all = SluiceCommand.commandLine().getSubcommands();
        var text = new StringBuilder();
        for (var group : CommandGroup.all()) {
            var commands = group.commands().stream()
                    .map(CommandLine::new)
                    .map(CommandLine::getCommandName)
                    .map(all::get)
                    .toList();
            text.append("\n## ").append(group.title()).append("\n\n| command | does |\n| --- | --- |\n");
            commands.forEach(command -> text.append(row(command)));
            commands.stream()
                    .flatMap(CommandsPageTest::withSubcommands)
                    .forEach(command -> text.append(section(command)));
        }
        return text.toString();
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(CommandsPageTest::withSubcommands));
    }

    private static String row(CommandLine command) {
        var description = List.of(command.getCommandSpec().usageMessage().description()).stream()
                .map(line -> line.replace("%%", "%").replace("|", "\\|"))
                .collect(Collectors.joining(" "));
        return "| `" + command.getCommandName() + "` | " + description + " |\n";
    }

    private static String section(CommandLine command) {
        return "\n### " + command.getCommandSpec().qualifiedName() + "\n```text\n"
                + command.getUsageMessage(Ansi.OFF).strip().replaceAll("(?m) +$", "") + "\n```\n";
    }
}
