package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.EnumWord;
import dev.sluice.view.ExitCode;
import java.io.IOException;

/** A command that runs a rollout, or steers one, and reports how it goes. */
abstract class RolloutCommand extends FleetCommand {
    @Override
    final ExitCode on(Fleet fleet) throws Exception {
        try (var front = new ConsoleFront(fleet, run(), out(), err())) {
            var code = report(roll(fleet, front), front);
            out().flush();
            return code;
        }
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
            out().println("rollout " + over.record().plan().id() + " is over already: "
                    + over.record().state().outcome().map(EnumWord::of).orElse("?"));
            return code(over.record().state());
        }
        if (result instanceof AlreadyLive live) {
            alreadyLive(live);
        } else if (result instanceof WaitsAlready waiting) {
            out().println("rollout " + waiting.id() + " waits already; nothing is to be done");
        } else if (result instanceof Asked asked) {
            out().println(asked.id() + ": " + asked());
        } else if (result instanceof NoneOpen none) {
            noneOpen(none);
        }
        return ExitCode.DONE;
    }

    private void alreadyLive(AlreadyLive live) {
        if (live.prepared().isEmpty()) {
            out().println("done: nothing to do, every host is on " + live.release());
            return;
        }
        new PlanText(out()).headline(live.prepared().get());
        out().println("done: the release is live everywhere already");
    }

    /** After what a rollout that was run ended with. */
    void ended(Ran ran, ExitCode code) {}

    /** What the process that was asked does now. */
    String asked() {
        return "the process that runs it has recorded this";
    }

    /** @throws RefusedException where that is no success */
    void noneOpen(NoneOpen none) throws RefusedException {
        out().println(none.fleet() + ": no rollout is open; nothing is to be done");
    }

    private ExitCode code(Ran ran) {
        var state = ran.ended().state();
        return ran.signal()
                .filter(signal -> state.phase() == RolloutPhase.INTERRUPTED)
                .map(ExitCode::ofSignal)
                .orElseGet(() -> code(state));
    }
}
