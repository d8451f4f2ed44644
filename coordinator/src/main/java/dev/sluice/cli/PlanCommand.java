package dev.sluice.cli;

import dev.sluice.operation.ContentPreview;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleasePreparation;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.view.PlanListing;
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
final class PlanCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Mixin
    private ArtifactOptions artifact;

    @Mixin
    private OutputOptions output;

    @Mixin
    private WaiverOptions waived;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "keeps the plan: sluice release --plan FILE runs exactly it, if nothing changed")
    private Optional<Path> out;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        fleet.store().unfinished(fleet.name()).ifPresent(this::note);
        var preparation = new ReleasePreparation(fleet);
        var prepared = preparation.prepare(artifact.order(waived.waivers(), waived.until()));
        var listing = PlanListing.of(prepared, new ContentPreview(fleet).of(prepared));
        show(output, listing, () -> new PlanText(out()).print(prepared, listing));
        if (out.isPresent()) {
            preparation.write(out.get(), prepared);
            err().println("next: sluice release --plan " + out.get());
        }
        return ExitCode.DONE;
    }

    private void note(RolloutId unfinished) {
        err().println("  note  rollout " + unfinished
                + " is unfinished: no release starts before it has ended; sluice status shows it");
        err().flush();
    }
}
