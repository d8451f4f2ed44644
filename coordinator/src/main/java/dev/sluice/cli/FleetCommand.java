package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.listing.Listing;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about one fleet. */
@SuppressWarnings("NullAway.Init")
abstract class FleetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RunOptions run;

    /** What it throws becomes lines for people and an exit code in {@link ErrorReport}. */
    @Override
    public final Integer call() throws Exception {
        var files = project.read();
        try (var coordinator = run.coordinator(files, project.scope(files), err())) {
            return on(coordinator).number();
        }
    }

    abstract ExitCode on(Coordinator coordinator) throws Exception;

    final RunOptions run() {
        return run;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints data in the format that was asked for. */
    final void show(OutputOptions output, Listing listing, Runnable text) {
        output.show(listing, out(), text);
    }

    /** Goes on only by {@code --yes}, or when the person at the terminal says so. */
    final void agree(String question) throws RefusedException {
        if (!run.agrees(question)) {
            throw new RefusedException(
                    Reason.USAGE, List.of("not confirmed; nothing was changed"), "say --yes where nobody can be asked");
        }
    }
}
