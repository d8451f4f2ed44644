package dev.sluice.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Commands that belong together in the help.
 *
 * @param title the heading
 */
record CommandGroup(String title, List<Object> commands) {
    /** All commands, in the order of the help. Each call makes new ones: a command keeps the options that it was given. */
    static List<CommandGroup> all() {
        return Stream.concat(forRollouts().stream(), aroundThem().stream()).toList();
    }

    private static List<CommandGroup> forRollouts() {
        return List.of(
                group(
                        "Start",
                        new DemoCommand(),
                        new InitCommand(),
                        new KeygenCommand(),
                        new SelfCheckCommand(),
                        new TrustCommand(),
                        new SetupCommand(),
                        new ValidateCommand(),
                        new DoctorCommand()),
                group(
                        "Release",
                        new PlanCommand(),
                        new StageCommand(),
                        new ReleaseCommand(),
                        new RollbackCommand(),
                        new ConvergeCommand(),
                        new RefreshCommand()),
                group(
                        "Steer a rollout",
                        new PromoteCommand(),
                        new PauseCommand(),
                        new ResumeCommand(),
                        new AbortCommand()),
                group("Start by itself", new ScheduleCommand(), new ServeCommand(), new TokenCommand()));
    }

    private static List<CommandGroup> aroundThem() {
        return List.of(
                group(
                        "Inspect",
                        new StatusCommand(),
                        new HostsCommand(),
                        new HistoryCommand(),
                        new LogsCommand(),
                        new AuditCommand()),
                group("Repair", new ExplainCommand(), new AdoptCommand(), new UnlockCommand()),
                group(
                        "Keep house",
                        new FreezeCommand(),
                        new UnfreezeCommand(),
                        new LockCommand(),
                        new PruneCommand(),
                        new RotateCommand()),
                group(
                        "Reference",
                        new DocsCommand(),
                        new SchemaCommand(),
                        new CompletionCommand(),
                        new VersionCommand()));
    }

    /** The same with the command of that name alone, or with none. */
    CommandGroup only(String name) {
        return new CommandGroup(
                title,
                commands.stream()
                        .filter(command -> nameOf(command).equals(name))
                        .toList());
    }

    private static String nameOf(Object command) {
        return command.getClass().getAnnotation(Command.class).name();
    }

    private static CommandGroup group(String title, Object... commands) {
        return new CommandGroup(title, List.of(commands));
    }
}
