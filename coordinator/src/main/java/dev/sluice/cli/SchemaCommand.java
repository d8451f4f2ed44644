package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schema (draft-07) of a file, for editors and checkers. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (draft-07) of a file, for editors and checkers.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schema playbook"})
@SuppressWarnings("NullAway.Init")
final class SchemaCommand extends DocumentCommand {
    @Parameters(paramLabel = "KIND", description = "inventory, playbook or daemon")
    private DocumentKind kind;

    @Override
    String text() {
        return kind.schema();
    }
}
