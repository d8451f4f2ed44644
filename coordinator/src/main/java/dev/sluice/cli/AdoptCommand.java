package dev.sluice.cli;

import dev.sluice.operation.AdoptOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;

/** Takes live releases into care. */
@Command(
        name = "adopt",
        description = {
            "Places the endpoint in the live release of every host, so that it can be asked and gone back to.",
            "A release that another tool made receives a marker too. Also uploads a new key to the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice adopt --limit canary"})
final class AdoptCommand extends FleetCommand {
    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var adopted = new AdoptOperation(fleet)
                .run(order -> agree(question(order)));
        adopted.done().forEach((host, release) -> out().printf(
                        "  adopted  %s  %s %s%n", host, release.release(), release.digest()));
        return failures(adopted);
    }

    private static String question(AdoptOperation.Order order) {
        var renamed = order.renamed().isEmpty()
                ? ""
                : " The directories of " + new Count(order.renamed().size(), "host") + " belong to inventory "
                        + String.join(", ", order.formerInventories())
                        + " so far; from now on they belong to this one, and the earlier name is refused there.";
        return "Place the endpoint in the live releases of " + order.fleet() + "?" + renamed;
    }
}
