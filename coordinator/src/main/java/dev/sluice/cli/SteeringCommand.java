package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RolloutChoice;
import dev.sluice.readiness.RefusedException;
import picocli.CommandLine.Mixin;

/** A command to a rollout that may be another process's, or another machine's. */
@SuppressWarnings("NullAway.Init")
abstract class SteeringCommand extends RolloutCommand {
    @Mixin
    private ChoiceOptions options;

    @Mixin
    private ExcludeOptions exclude;

    @Override
    final Scope scope(Project project) throws RefusedException {
        return exclude.of(project);
    }

    final RolloutChoice choice() {
        return options.choice();
    }

    final String by(Fleet fleet) {
        return options.by(fleet.actor());
    }
}
