package dev.sluice.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that prints a text about one of the files that people write. */
@SuppressWarnings("NullAway.Init")
abstract class DocumentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "inventory, playbook or daemon")
    private DocumentKind kind;

    abstract String text(DocumentKind of);

    @Override
    public final void run() {
        spec.commandLine().getOut().print(text(kind));
        spec.commandLine().getOut().flush();
    }
}
