package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;

/** Ends the freeze of the fleet. */
@Command(
        name = "unfreeze",
        description = "Ends the freeze of the fleet. A rollout that it stopped continues with sluice resume.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice unfreeze"})
final class UnfreezeCommand extends StateCommand {
    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var kept = new FreezeOperation(fleet).unfreeze();
        out().printf("%s is no longer frozen%n", fleet.name());
        out().flush();
        new RestrictionText(err()).print(fleet, kept);
        return ExitCode.DONE;
    }
}
