package dev.sluice.cli;

import dev.sluice.operation.DisableOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.view.ExitCode;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a host out of all rollouts. */
@Command(
        name = "disable",
        description = {
            "Takes a host out of all rollouts that begin from now on, on every machine: plans name it, and it is no failure.",
            "converge --limit HOST moves it to the release of the others, and hosts enable lets it return."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice hosts disable web17 --reason 'new disk' --until 2d"})
@SuppressWarnings("NullAway.Init")
final class HostsDisableCommand extends StateCommand {
    @Parameters(paramLabel = "HOST", description = "its name in the inventory")
    private String host;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for everyone who sees a plan")
    private String reason;

    @Mixin
    private UntilOptions until;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var end = until.until(Instant.now(), fleet.project().playbook().zone());
        var kept = new DisableOperation(fleet).disable(host, reason, end);
        out().printf(
                        "%s takes part in no rollout%s: %s%n",
                        host, end.map(moment -> " until " + moment).orElse(""), reason);
        out().flush();
        new RestrictionText(err()).print(fleet, kept);
        return ExitCode.DONE;
    }
}
