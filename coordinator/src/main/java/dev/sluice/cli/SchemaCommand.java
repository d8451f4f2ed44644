package dev.sluice.cli;

import picocli.CommandLine.Command;

/** Prints the JSON Schema (draft-07) of a file, for editors and checkers. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (draft-07) of a file, for editors and checkers.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schema playbook"})
final class SchemaCommand extends DocumentCommand {
    @Override
    String text(DocumentKind of) {
        return of.schema();
    }
}
