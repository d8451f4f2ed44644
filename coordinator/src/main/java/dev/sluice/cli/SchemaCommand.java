package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema (draft-07) of a file, for editors and checkers. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (draft-07) of a file, for editors and checkers.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schema playbook"})
@SuppressWarnings("NullAway.Init")
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private DocumentKind kind;

    @Override
    public void run() {
        spec.commandLine().getOut().print(kind.schema());
        spec.commandLine().getOut().flush();
    }
}
