package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RefreshOperation;
import dev.sluice.operation.RolloutResult;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** PHP takes up what changed around the release. */
@Command(
        name = "refresh",
        description = {
            "Makes PHP run shared files, and files that were edited in place, as they are on disk now, without a release.",
            "It goes batch by batch, with the proof and the health checks of a release. There is no revert: put the file back, and"
                    + " refresh again."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice refresh --limit web01"})
@SuppressWarnings("NullAway.Init")
final class RefreshCommand extends RolloutCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private WaiverOptions waived;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        return new RefreshOperation(fleet, front).run(waived.waivers(), waived.until());
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
