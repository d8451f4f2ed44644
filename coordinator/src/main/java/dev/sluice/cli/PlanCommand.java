package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Releasing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a release would do. */
@Command(
        name = "plan",
        description =
                "Asks the hosts and shows what a release would do, batch by batch and host by host. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice plan --artifact build.tar.gz --limit canary"})
@SuppressWarnings("NullAway.Init")
final class PlanCommand extends FleetCommand {
    @Mixin
    private ArtifactOptions artifact;

    @Mixin
    private WaiverOptions waived;

    @Override
    ExitCode on(Coordinator coordinator) throws Exception {
        var prepared = new Releasing(coordinator).prepare(artifact.order(scope(coordinator), waived));
        new PlanText(out()).print(prepared);
        return ExitCode.DONE;
    }
}
