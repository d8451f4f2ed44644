package dev.sluice.cli;

import java.util.List;

/**
 * Commands that belong together in the help.
 *
 * @param title the heading
 */
record CommandGroup(String title, List<Object> commands) {
    /** All commands, in the order of the help. Each call makes new ones: a command keeps the options that it was given. */
    static List<CommandGroup> all() {
        return List.of(
                new CommandGroup(
                        "Start",
                        List.of(
                                new DemoCommand(),
                                new InitCommand(),
                                new KeygenCommand(),
                                new SelfCheckCommand(),
                                new TrustCommand(),
                                new ValidateCommand(),
                                new DoctorCommand())),
                new CommandGroup(
                        "Release",
                        List.of(
                                new PlanCommand(),
                                new StageCommand(),
                                new ReleaseCommand(),
                                new RollbackCommand(),
                                new ConvergeCommand())),
                new CommandGroup(
                        "Steer a rollout",
                        List.of(new PromoteCommand(), new PauseCommand(), new ResumeCommand(), new AbortCommand())),
                new CommandGroup(
                        "Inspect",
                        List.of(
                                new StatusCommand(),
                                new HostsCommand(),
                                new HistoryCommand(),
                                new LogsCommand(),
                                new AuditCommand())),
                new CommandGroup("Repair", List.of(new ExplainCommand(), new AdoptCommand(), new UnlockCommand())),
                new CommandGroup("Keep house", List.of(new LockCommand(), new PruneCommand(), new RotateCommand())),
                new CommandGroup(
                        "Reference",
                        List.of(
                                new DocsCommand(),
                                new SchemaCommand(),
                                new CompletionCommand(),
                                new VersionCommand())));
    }
}
