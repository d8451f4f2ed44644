package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the complete commented file: every key, and what it does. */
@Command(
        name = "docs",
        description = "Prints the complete commented file: every key, and what it does.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice docs playbook"})
@SuppressWarnings("NullAway.Init")
final class DocsCommand extends DocumentCommand {
    @Parameters(paramLabel = "KIND", description = "inventory, playbook, daemon, or alerts for Prometheus")
    private DocsTopic kind;

    @Override
    String text() {
        return kind.text();
    }
}
