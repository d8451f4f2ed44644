package dev.sluice.cli;

import picocli.CommandLine.Command;

/** Prints the complete commented file: every key, and what it does. */
@Command(
        name = "docs",
        description = "Prints the complete commented file: every key, and what it does.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice docs playbook"})
final class DocsCommand extends DocumentCommand {
    @Override
    String text(DocumentKind of) {
        return of.reference();
    }
}
