package dev.sluice.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServerOptions server;

    private final CommandHost host;

    SluiceCommand(CommandHost host) {
        this.host = host;
    }

    /** The daemon that runs the command in the place of this process, if one is named. */
    ServerOptions server() {
        return server;
    }

    /** What its commands run in. */
    CommandHost host() {
        return host;
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(ProcessHost.INSTANCE, CommandGroup.all());
    }

    /** For arguments of this process, which may be for a server. */
    static CommandLine commandLineFor(String... arguments) {
        return commandLineFor(ProcessHost.INSTANCE, arguments).setExecutionStrategy(new ServerStrategy());
    }

    /** For these arguments: with the command alone that they begin with, because the options of all others take longer to read than many a command. */
    static CommandLine commandLineFor(CommandHost host, String... arguments) {
        var name = nameIn(arguments);
        var named = CommandGroup.all().stream()
                .map(group -> group.only(name))
                .filter(group -> !group.commands().isEmpty())
                .toList();
        return commandLine(host, named.isEmpty() ? CommandGroup.all() : named);
    }

    /** The first word that is none of the options before a command; empty without one. */
    private static String nameIn(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (ServerOptions.NAMES.contains(arguments[i])) {
                i++;
            } else if (ServerOptions.NAMES.stream().map(name -> name + "=").noneMatch(arguments[i]::startsWith)) {
                return arguments[i];
            }
        }
        return "";
    }

    private static CommandLine commandLine(CommandHost host, List<CommandGroup> groups) {
        var errors = new ErrorReport();
        var usage = new UsageError();
        var root = new CommandLine(new SluiceCommand(host));
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
