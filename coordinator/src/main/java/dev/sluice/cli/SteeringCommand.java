package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.RolloutChoice;
import picocli.CommandLine.Mixin;

/** A command to a rollout that may be another process's, or another machine's. */
@SuppressWarnings("NullAway.Init")
abstract class SteeringCommand extends RolloutCommand {
    @Mixin
    private ChoiceOptions options;

    final RolloutChoice choice() {
        return options.choice();
    }

    final String by(Fleet fleet) {
        return options.by(fleet.actor());
    }
}
