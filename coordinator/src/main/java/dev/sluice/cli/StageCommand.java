package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.operation.StageOperation;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A release without its switch. */
@Command(
        name = "stage",
        description = "Uploads a release to every host and stops there: no visitor sees it, no task is run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice stage --artifact build.tar.gz --release 2026-11-22 --yes"})
@SuppressWarnings("NullAway.Init")
final class StageCommand extends RolloutCommand {
    @Mixin
    private ScopeOptions scope;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Mixin
    private ArtifactOptions artifact;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        return new StageOperation(fleet, front).run(artifact.order());
    }

    @Override
    void ended(Ran ran, ExitCode code) {
        if (code == ExitCode.DONE) {
            out().println("  next  sluice release --release "
                    + ran.ended().plan().release().id());
        }
    }
}
