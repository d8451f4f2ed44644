package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What belongs to the record as evidence. */
@Command(
        name = "audit",
        description = "Checks the records of rollouts.",
        mixinStandardHelpOptions = true,
        subcommands = AuditVerifyCommand.class,
        footer = {"", "Example:", "  sluice audit verify"})
final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: verify.");
    }
}
