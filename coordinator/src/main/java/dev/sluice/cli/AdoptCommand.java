package dev.sluice.cli;

import dev.sluice.app.Adopting;
import dev.sluice.app.Coordinator;
import picocli.CommandLine.Command;

/** Takes live releases into care. */
@Command(
        name = "adopt",
        description = {
            "Places the endpoint in the live release of every host, so that it can be asked and gone back to.",
            "A release that another tool made gets a marker too. Also brings a new key to the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice adopt --limit canary"})
final class AdoptCommand extends FleetCommand {
    @Override
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    ExitCode on(Coordinator coordinator) throws Exception {
        try (var lock = coordinator.store().lock(coordinator.fleet())) {
            agree("Place the endpoint in the live releases of " + coordinator.fleet() + "?");
            new Adopting(coordinator).run(coordinator.scope()).forEach((host, adopted) -> out().printf(
                            "  adopted  %s  %s %s%n", host, adopted.release(), adopted.digest()));
            return ExitCode.DONE;
        }
    }
}
