package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.PauseOperation;
import dev.sluice.operation.RolloutResult;
import picocli.CommandLine.Command;

/** Stops a running rollout between hosts. */
@Command(
        name = "pause",
        description = "Stops a rollout that runs on this machine: hosts in the middle of their switch finish it, and no"
                + " other host is started. When its process has ended, with exit code 10, sluice resume continues it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice pause r-7f3a"})
final class PauseCommand extends SteeringCommand {
    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        return new PauseOperation(fleet, front, choice()).run(by(fleet));
    }

    @Override
    String asked() {
        return "no other host is started; the process that runs it ends with exit code 10, sluice resume continues";
    }
}
