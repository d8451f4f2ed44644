package dev.sluice.cli;

import dev.sluice.app.Converging;
import dev.sluice.app.Coordinator;
import dev.sluice.app.Releasing;
import dev.sluice.artifact.Provenance;
import dev.sluice.engine.FleetLock;
import dev.sluice.rollout.RolloutState;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hosts that are behind. */
@Command(
        name = "converge",
        description = {
            "Brings hosts that missed a rollout to the release that the others serve, before they are put back; tasks that run"
                    + " once a rollout are not run again.",
            "Hosts that are on it already are left alone."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice converge --limit web07 --artifact build.tar.gz"})
@SuppressWarnings("NullAway.Init")
final class ConvergeCommand extends RolloutCommand {
    @Option(
            names = "--artifact",
            paramLabel = "PATH",
            description = "what the fleet's release was made from, for hosts that do not have it")
    private Optional<Path> artifact;

    @Mixin
    private WaiverOptions waived;

    @Override
    ExitCode roll(Coordinator coordinator, FleetLock lock) throws Exception {
        ReleaseCommand.refuseUnfinished(coordinator);
        var releasing = new Releasing(coordinator);
        var found = new Converging(coordinator, releasing)
                .prepare(new Releasing.Order(
                        artifact,
                        Provenance.Digest.WHEN_THERE,
                        Optional.empty(),
                        coordinator.scope(),
                        waived.waivers(),
                        waived.until()));
        if (found.prepared().isEmpty()) {
            out().println("done: nothing to do, every host is on " + found.release());
            return ExitCode.DONE;
        }
        var prepared = found.prepared().get();
        var plan = prepared.plan();
        new PlanText(out()).print(prepared);
        agree("Bring " + new Count(plan.hosts().size(), "host") + " of " + plan.fleet() + " to " + found.release()
                + "?");
        lock.heldFor(plan.id());
        return report(coordinator, plan, listener -> releasing.run(prepared, listener));
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
