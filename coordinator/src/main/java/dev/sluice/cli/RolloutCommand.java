package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.Expired;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.readiness.RefusedException;
import dev.sluice.report.ResultFile;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import java.io.IOException;
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
            var code = report(roll(fleet, front), front);
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

    abstract RolloutResult roll(Fleet fleet, Front front) throws Exception;

    /** What the command ends with. For a command that releases, a rollout that a person reverted is a failure. */
    ExitCode code(RolloutState state) {
        return ExitCode.of(state);
    }

    private ExitCode report(RolloutResult result, ConsoleFront front) throws IOException, RefusedException {
        if (result instanceof Ran ran) {
            var code = code(ran);
            front.end(ran, code);
            ended(ran, code);
            return code;
        }
        if (result instanceof Over over) {
            text().over(over);
            return code(over.record().state());
        }
        if (result instanceof Expired expired) {
            text().expired(expired);
            front.waiting(expired.record(), ExitCode.HELD, ResultFile.APPROVAL_EXPIRED);
            return ExitCode.HELD;
        }
        if (result instanceof AlreadyLive live) {
            text().alreadyLive(live);
            front.unchanged(live);
        } else if (result instanceof WaitsAlready waiting) {
            text().waitsAlready(waiting);
        } else if (result instanceof Asked asked) {
            text().asked(asked, asked());
        } else if (result instanceof NoneOpen none) {
            noneOpen(none);
        }
        return ExitCode.DONE;
    }

    private ResultText text() {
        return new ResultText(out());
    }

    /** After what a rollout that was run ended with. */
    void ended(Ran ran, ExitCode code) {}

    /** What the process that was asked does now. */
    String asked() {
        return "the process that runs it has recorded this";
    }

    /** @throws RefusedException where that is no success */
    void noneOpen(NoneOpen none) throws RefusedException {
        text().noneOpen(none);
    }

    private ExitCode code(Ran ran) {
        var state = ran.ended().state();
        return ran.signal()
                .filter(signal -> state.phase() == RolloutPhase.INTERRUPTED)
                .map(ExitCode::ofSignal)
                .orElseGet(() -> code(state));
    }
}
