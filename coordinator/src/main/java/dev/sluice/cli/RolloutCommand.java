package dev.sluice.cli;

import dev.sluice.engine.JournalException;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.Expired;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.plan.FleetName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.report.NoRollout;
import dev.sluice.report.ReportFiles;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command that runs a rollout, or steers one, and reports how it goes. */
@SuppressWarnings("NullAway.Init")
abstract class RolloutCommand extends StateCommand {
    @Mixin
    private ConfirmOptions confirm;

    @Mixin
    private ReportOptions report;

    @Override
    final ExitCode on(Fleet fleet) throws Exception {
        try (var front = new ConsoleFront(fleet, this)) {
            var code = report(fleet, roll(fleet, front), front);
            out().flush();
            return code;
        }
    }

    final ConfirmOptions confirm() {
        return confirm;
    }

    final ReportOptions reports() {
        return report;
    }

    /** A pipeline reads the reports whatever happened. */
    @Override
    final void failed(Exception failure, ProjectFiles found) {
        var name = found.fleet().map(FleetName::toString).orElse("sluice " + spec().name());
        write(ErrorReport.noRollout(failure, name));
    }

    private void write(NoRollout ended) {
        report.outputDirectory().ifPresent(directory -> {
            try {
                new ReportFiles(directory).write(ended);
            } catch (IOException e) {
                err().println("sluice: the reports cannot be written: " + e.getMessage());
            }
        });
    }

    abstract RolloutResult roll(Fleet fleet, Front front) throws Exception;

    /** What the command ends with. For a command that releases, a rollout that a person reverted is a failure. */
    ExitCode code(RolloutState state) {
        return ExitCode.of(state);
    }

    private ExitCode report(Fleet fleet, RolloutResult result, ConsoleFront front)
            throws IOException, RefusedException, JournalException {
        if (result instanceof Ran ran) {
            var code = ExitCode.of(ran, this::code);
            front.end(ran, code);
            ended(ran, code);
            return code;
        }
        if (result instanceof Expired expired) {
            new ResultText(out()).expired(expired);
            front.waiting(expired.record());
            return ExitCode.HELD;
        }
        var code = result instanceof Over over ? code(over.record().state()) : ExitCode.DONE;
        var text = new StringWriter();
        describe(result, new ResultText(new PrintWriter(text)));
        out().print(text);
        write(new NoRollout(
                fleet.name().toString(),
                NoRollout.UNCHANGED,
                code.number(),
                text.toString().lines().toList(),
                "",
                result instanceof AlreadyLive live ? Optional.of(live.release().value()) : Optional.empty()));
        return code;
    }

    private void describe(RolloutResult result, ResultText text) throws RefusedException {
        if (result instanceof Over over) {
            text.over(over);
        } else if (result instanceof AlreadyLive live) {
            text.alreadyLive(live);
        } else if (result instanceof WaitsAlready waiting) {
            text.waitsAlready(waiting);
        } else if (result instanceof Asked asked) {
            text.asked(asked, asked());
        } else if (result instanceof NoneOpen none) {
            noneOpen(none, text);
        }
    }

    /** After what a rollout that was run ended with. */
    void ended(Ran ran, ExitCode code) {}

    /** What the process that was asked does now. */
    String asked() {
        return "the process that runs it has recorded this";
    }

    /** @throws RefusedException where that is no success */
    void noneOpen(NoneOpen none, ResultText text) throws RefusedException {
        text.noneOpen(none);
    }
}
