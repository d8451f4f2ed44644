package dev.sluice.cli;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.operation.Fleet;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.Survey;
import dev.sluice.view.ExitCode;
import dev.sluice.view.Listing;
import java.io.PrintWriter;
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
        var scope = project.scope(files);
        try (var coordinator = run.coordinator(err());
                var fleet = coordinator.fleet(files, scope)) {
            return on(fleet).number();
        }
    }

    abstract ExitCode on(Fleet fleet) throws Exception;

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

    /** Continues only with {@code --yes}, or when the person at the terminal confirms. */
    final void agree(String question) throws RefusedException {
        run.agree(question);
    }

    /** Prints the failures of work that was done host by host; what the others did stays done. */
    final ExitCode failures(Results<?> results) {
        out().flush();
        Survey.group(results.failures()).forEach(line -> err().println("sluice: " + line));
        if (!results.failures().isEmpty() && !results.done().isEmpty()) {
            err().printf(
                            "  next  %s done, %s not: mend those, and run the same command again%n",
                            new Count(results.done().size(), "host"),
                            results.failures().size());
        }
        err().flush();
        return ExitCode.of(results);
    }
}
