package dev.sluice.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that prints a text about one of the files that people write. */
@SuppressWarnings("NullAway.Init")
abstract class DocumentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    abstract String text();

    @Override
    public final void run() {
        spec.commandLine().getOut().print(text());
        spec.commandLine().getOut().flush();
    }
}
