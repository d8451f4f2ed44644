package dev.sluice.cli;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.Survey;
import dev.sluice.view.ExitCode;
import dev.sluice.view.Listing;
import dev.sluice.wiring.Fleets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about what two files describe. Each option belongs to a mixin that only those commands have that obey it. */
@SuppressWarnings("NullAway.Init")
abstract class ProjectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FilesOptions files;

    /** What it throws becomes lines for people and an exit code in {@link ErrorReport}. */
    @Override
    public final Integer call() throws Exception {
        begin();
        var found = files.read();
        try {
            return run(found);
        } catch (Exception e) {
            failed(e, found);
            throw e;
        }
    }

    private int run(ProjectFiles found) throws Exception {
        if (record().isEmpty()) {
            found.refuseProblems();
        }
        return host().work(this::state, err(), fleets -> with(fleets, found)).number();
    }

    /** Before anything is printed: lines for people are folded where the environment has a width, and no terminal draws them in place. */
    void begin() {
        if (OutputOptions.forPeople(spec)) {
            Fold.apply(spec.commandLine(), host());
        }
    }

    /** Before it becomes lines and an exit code. */
    void failed(Exception failure, ProjectFiles found) {}

    /** @param found without a problem, unless this command works from the record too */
    abstract ExitCode with(Fleets fleets, ProjectFiles found) throws Exception;

    /** How this command works where a file cannot be used; empty where it needs both files. */
    Optional<RecordOptions> record() {
        return Optional.empty();
    }

    /** Where records are. A command without the option reads and writes none. */
    Path state() throws RefusedException {
        return StateOptions.usual();
    }

    final CommandHost host() {
        return CommandHost.of(spec);
    }

    final CommandSpec spec() {
        return spec;
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
