package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Releasing;
import dev.sluice.engine.FleetLock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A release without its switch. */
@Command(
        name = "stage",
        description = "Brings a release to every host and stops there: no visitor sees it, no task is run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice stage --artifact build.tar.gz --release 2026-11-22 --yes"})
@SuppressWarnings("NullAway.Init")
final class StageCommand extends RolloutCommand {
    @Mixin
    private ArtifactOptions artifact;

    @Override
    ExitCode roll(Coordinator coordinator, FleetLock lock) throws Exception {
        ReleaseCommand.refuseUnfinished(coordinator);
        var releasing = new Releasing(coordinator);
        var prepared = releasing.prepareStage(artifact.order(coordinator.scope()));
        if (prepared.artifact().isEmpty()) {
            throw new RefusedException(Reason.USAGE, List.of("there is nothing to stage"), "name it with --artifact");
        }
        var plan = prepared.plan();
        new PlanText(out()).print(prepared);
        agree("Stage on " + new Count(plan.hosts().size(), "host") + " of " + plan.fleet() + "?");
        lock.heldFor(plan.id());
        var code = report(coordinator, plan, listener -> releasing.run(prepared, listener));
        if (code == ExitCode.DONE) {
            out().println("  next  sluice release --release " + plan.release().id());
        }
        return code;
    }
}
