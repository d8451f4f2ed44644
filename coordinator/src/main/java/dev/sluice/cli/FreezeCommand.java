package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.view.ExitCode;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Freezes the fleet. */
@Command(
        name = "freeze",
        description = {
            "Freezes the fleet: nothing begins, and a rollout that runs opens no further batch. What is inside its critical"
                    + " section ends. Afterwards nothing continues by itself.",
            "Every host that can be reached keeps it, signed, so that it counts on every machine. A rollback, a revert and a"
                    + " refresh are possible."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice freeze --message 'database moves' --until 4h"})
@SuppressWarnings("NullAway.Init")
final class FreezeCommand extends StateCommand {
    @Option(names = "--message", required = true, paramLabel = "TEXT", description = "shown to everyone who is refused")
    private String message;

    @Mixin
    private UntilOptions until;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var end = until.until(Instant.now(), fleet.project().playbook().zone());
        var kept = new FreezeOperation(fleet).freeze(message, end);
        out().printf(
                        "%s is frozen%s: %s%n",
                        fleet.name(), end.map(moment -> " until " + moment).orElse(""), message);
        out().flush();
        new RestrictionText(err()).print(fleet, kept);
        return ExitCode.DONE;
    }
}
