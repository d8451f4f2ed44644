package dev.sluice.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that all others belong to. */
@Command(
        name = "sluice",
        description = "Releases PHP sites to many servers; no visitor notices.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example: a first rollout",
            "  sluice init --host web01.example.com",
            "  sluice validate",
            "  sluice plan --artifact build.tar.gz",
            "  sluice release --artifact build.tar.gz",
            "",
            "No servers at hand? sluice demo starts a fleet of its own.",
        })
final class SluiceCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(CommandGroup.all());
    }

    /** For these arguments: with the command alone that they begin with, because the options of all others take longer to read than many a command. */
    static CommandLine commandLineFor(String... arguments) {
        if (arguments.length == 0) {
            return commandLine();
        }
        var named = CommandGroup.all().stream()
                .map(group -> group.only(arguments[0]))
                .filter(group -> !group.commands().isEmpty())
                .toList();
        return named.isEmpty() ? commandLine() : commandLine(named);
    }

    private static CommandLine commandLine(List<CommandGroup> groups) {
        var errors = new ErrorReport();
        var usage = new UsageError();
        var root = new CommandLine(new SluiceCommand());
        var commands = new GroupedCommandList();
        for (var group : groups) {
            for (var command : group.commands()) {
                var line = new CommandLine(command);
                answerVersion(line);
                root.addSubcommand(line);
                commands.add(group.title(), line.getCommandName());
            }
        }
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, commands);
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setParameterExceptionHandler(usage)
                .setExitCodeExceptionMapper(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** Each command has the option, and without this would print nothing. */
    private static void answerVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(SluiceCommand::answerVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
    }
}
