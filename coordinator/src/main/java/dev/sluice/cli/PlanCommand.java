package dev.sluice.cli;

import dev.sluice.app.RefusedException;
import dev.sluice.app.Releasing;
import dev.sluice.document.InvalidDocumentException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a release would do. */
@Command(
        name = "plan",
        description =
                "Asks the hosts and shows what a release would do, batch by batch and host by host. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice plan --artifact build.tar.gz --limit canary"})
@SuppressWarnings("NullAway.Init")
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RunOptions run;

    @Mixin
    private ArtifactOptions artifact;

    @Override
    public Integer call() throws InvalidDocumentException, RefusedException {
        try (var coordinator = run.coordinator(project.read())) {
            var prepared = new Releasing(coordinator).prepare(artifact.order(project.scope()));
            new PlanText(spec.commandLine().getOut()).print(prepared);
            return ExitCode.DONE.number();
        }
    }
}
