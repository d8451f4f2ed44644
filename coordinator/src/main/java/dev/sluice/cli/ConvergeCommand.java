package dev.sluice.cli;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.operation.ConvergeOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.operation.RolloutResult;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hosts that are behind. */
@Command(
        name = "converge",
        description = {
            "Releases what the other hosts serve to hosts that missed a rollout, before they take traffic again; tasks that run"
                    + " once a rollout are not run again.",
            "Hosts that are on it already are left alone."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice converge --limit web07 --artifact build.tar.gz"})
@SuppressWarnings("NullAway.Init")
final class ConvergeCommand extends RolloutCommand {
    @Mixin
    private ScopeOptions scope;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Option(
            names = "--artifact",
            paramLabel = "PATH",
            converter = ArtifactOptions.LocationConverter.class,
            description = "what the fleet's release was made from, for hosts that do not have it")
    private Optional<ArtifactLocation> artifact;

    @Mixin
    private WaiverOptions waived;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        return new ConvergeOperation(fleet, front)
                .run(new ReleaseOrder(
                        artifact, Provenance.Digest.WHEN_THERE, Optional.empty(), waived.waivers(), waived.until()));
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
