package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that all others belong to. */
@Command(
        name = "sluice",
        description = "Releases PHP sites to many servers so that no visitor notices.",
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
            "Nothing to try it on? sluice demo brings a fleet along.",
        })
final class SluiceCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    static CommandLine commandLine() {
        var errors = new ErrorReport();
        return new CommandLine(new SluiceCommand())
                .addSubcommand(new InitCommand())
                .addSubcommand(new KeygenCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new PlanCommand())
                .addSubcommand(new StageCommand())
                .addSubcommand(new ReleaseCommand())
                .addSubcommand(new PromoteCommand())
                .addSubcommand(new PauseCommand())
                .addSubcommand(new ResumeCommand())
                .addSubcommand(new AbortCommand())
                .addSubcommand(new RollbackCommand())
                .addSubcommand(new ConvergeCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new HostsCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new HistoryCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new LockCommand())
                .addSubcommand(new UnlockCommand())
                .addSubcommand(new PruneCommand())
                .addSubcommand(new LogsCommand())
                .addSubcommand(new AdoptCommand())
                .addSubcommand(new RotateCommand())
                .addSubcommand(new TrustCommand())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new DocsCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setExitCodeExceptionMapper(errors)
                .setExecutionExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
