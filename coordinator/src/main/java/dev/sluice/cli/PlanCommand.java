package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Releasing;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "keeps the plan: sluice release --plan FILE runs exactly it, if nothing changed")
    private Optional<Path> out;

    @Override
    ExitCode on(Coordinator coordinator) throws Exception {
        var releasing = new Releasing(coordinator);
        var prepared = releasing.prepare(artifact.order(scope(coordinator)));
        new PlanText(out()).print(prepared);
        if (out.isPresent()) {
            releasing.write(out.get(), prepared);
            out().println("  next     sluice release --plan " + out.get());
        }
        return ExitCode.DONE;
    }
}
