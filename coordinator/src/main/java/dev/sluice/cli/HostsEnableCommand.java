package dev.sluice.cli;

import dev.sluice.operation.DisableOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a host return that takes part in no rollout. */
@Command(
        name = "enable",
        description = {
            "Lets a disabled host take part in rollouts again. It has to be on the release of the others:",
            "sluice converge --limit HOST moves it there."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice hosts enable web17"})
@SuppressWarnings("NullAway.Init")
final class HostsEnableCommand extends StateCommand {
    @Parameters(paramLabel = "HOST", description = "its name in the inventory")
    private String host;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var kept = new DisableOperation(fleet).enable(host);
        out().printf("%s takes part in rollouts again%n", host);
        out().flush();
        new RestrictionText(err()).print(fleet, kept);
        return ExitCode.DONE;
    }
}
