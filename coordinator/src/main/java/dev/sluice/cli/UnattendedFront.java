package dev.sluice.cli;

import dev.sluice.daemon.SiteFront;
import dev.sluice.engine.RolloutListener;
import dev.sluice.operation.Proposal;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.report.ConsoleOptions;
import dev.sluice.report.RolloutReporter;
import dev.sluice.view.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process without a person: everything that was decided is approved, and rollouts are printed. */
final class UnattendedFront implements SiteFront, AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final ConsoleOptions console;
    private final Map<RolloutId, RolloutReporter> reporters = new LinkedHashMap<>();

    UnattendedFront(PrintWriter out, PrintWriter err, ConsoleOptions console) {
        this.out = out;
        this.err = err;
        this.console = console;
    }

    @Override
    public void approve(Proposal proposal) {}

    @Override
    public RolloutListener listen(RolloutPlan plan) throws RefusedException {
        try {
            var opened = new RolloutReporter(plan, out, console, Optional.empty());
            reporters.put(plan.id(), opened);
            return opened;
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE, List.of("the reports cannot be written: " + e.getMessage()), "nothing was changed");
        }
    }

    @Override
    public void note(String note) {
        err.println("  note  " + note);
        err.flush();
    }

    @Override
    public void ended(List<RolloutResult> results) {
        try {
            end(results);
            close();
        } catch (IOException e) {
            err.println("  note  the console cannot be written: " + e.getMessage());
        }
        reporters.clear();
    }

    /** Prints what became of the rollouts, and returns the code of the first that did not succeed. */
    ExitCode end(List<RolloutResult> results) throws IOException {
        var first = ExitCode.DONE;
        for (var result : results) {
            if (result instanceof Ran ran) {
                var code = ExitCode.of(ran, ExitCode::ofBringing);
                var reporter = reporters.get(ran.ended().plan().id());
                if (reporter != null) {
                    reporter.end(ran.ended());
                }
                first = first == ExitCode.DONE ? code : first;
            }
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        for (var reporter : reporters.values()) {
            reporter.close();
        }
    }
}
