package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.PromoteOperation;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a rollout go on that waits for a person. */
@Command(
        name = "promote",
        description = {
            "Opens the gate at which a rollout waits, and continues to the next hold or to the end.",
            "The rollout may be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice promote r-7f3a --approved-by anna --yes"})
@SuppressWarnings("NullAway.Init")
final class PromoteCommand extends SteeringCommand {
    @Mixin
    private ContinueOptions going;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        return new PromoteOperation(fleet, front, choice()).run(by(fleet), going.accepted(), going.override());
    }

    @Override
    void noneOpen(NoneOpen none, ResultText text) throws RefusedException {
        throw new RefusedException(
                Reason.USAGE,
                List.of("no rollout of " + none.fleet() + " waits for promotion, here or on its hosts"),
                "sluice history lists what there was");
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
