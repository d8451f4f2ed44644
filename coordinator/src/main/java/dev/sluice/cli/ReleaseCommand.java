package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.RolloutResult;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rollout. */
@Command(
        name = "release",
        description = "Uploads a release to every host and switches them batch by batch; reverts them when something is"
                + " wrong.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice release --artifact build.tar.gz --yes --output-dir rollout"})
@SuppressWarnings("NullAway.Init")
final class ReleaseCommand extends RolloutCommand {
    @Mixin
    private ScopeOptions scope;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Mixin
    private ArtifactOptions artifact;

    @Mixin
    private WaiverOptions waived;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "exactly what sluice plan --out kept; refused when anything changed since")
    private Optional<Path> plan;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        var release = new ReleaseOperation(fleet, front);
        if (plan.isEmpty()) {
            return release.run(artifact.order(waived.waivers(), waived.until()));
        }
        if (!artifact.isEmpty()
                || !fleet.scope().equals(Scope.ALL)
                || !waived.waivers().isEmpty()
                || waived.until().isPresent()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--plan contains all of it: it excludes what chooses hosts, release or strategy"),
                    "give those options to sluice plan --out");
        }
        return release.run(plan.get(), artifact.digest());
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
