package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the complete commented file: every key, and what it does. */
@Command(
        name = "docs",
        description = "Prints the complete commented file: every key, and what it does.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice docs playbook"})
@SuppressWarnings("NullAway.Init")
final class DocsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private DocumentKind kind;

    @Override
    public void run() {
        spec.commandLine().getOut().print(kind.reference());
        spec.commandLine().getOut().flush();
    }
}
