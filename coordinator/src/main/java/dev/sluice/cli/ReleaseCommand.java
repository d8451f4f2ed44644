package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Releasing;
import dev.sluice.app.Releasing.Prepared;
import dev.sluice.app.RollingBack;
import dev.sluice.app.Standing;
import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.rollout.RolloutState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rollout. */
@Command(
        name = "release",
        description =
                "Brings a release to every host and switches them batch by batch; puts them back when something is"
                        + " wrong.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice release --artifact build.tar.gz --yes --output-dir rollout"})
@SuppressWarnings("NullAway.Init")
final class ReleaseCommand extends RolloutCommand {
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
    ExitCode roll(Coordinator coordinator, FleetLock lock) throws Exception {
        refuseUnfinished(coordinator);
        var releasing = new Releasing(coordinator);
        var prepared = prepare(coordinator, releasing);
        var text = new PlanText(out());
        if (prepared.plan().alreadyLive()) {
            text.headline(prepared);
            out().println("done: the release is live everywhere already");
            return ExitCode.DONE;
        }
        text.print(prepared);
        agree(question(prepared));
        lock.heldFor(prepared.plan().id());
        return report(coordinator, prepared.plan(), listener -> releasing.run(prepared, listener));
    }

    private Prepared prepare(Coordinator coordinator, Releasing releasing) throws RefusedException, JournalException {
        if (plan.isEmpty()) {
            var order = artifact.order(coordinator.scope(), waived.waivers(), waived.until());
            releasing.refuseOutsideWindow(order);
            return releasing.prepare(order);
        }
        if (!artifact.isEmpty()
                || !coordinator.scope().equals(Scope.ALL)
                || !waived.waivers().isEmpty()
                || waived.until().isPresent()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--plan says all of it: not together with what chooses hosts, release or strategy"),
                    "say it when the plan is made");
        }
        return releasing.prepare(plan.get(), artifact.digest());
    }

    private static String question(Prepared prepared) {
        return "Release to " + new Count(prepared.plan().hosts().size(), "host") + " of "
                + prepared.plan().fleet() + "?";
    }

    /** A rollout that was left unfinished comes first, unless another machine has ended it. The caller holds the fleet's lock. */
    static void refuseUnfinished(Coordinator coordinator) throws JournalException, RefusedException {
        if (coordinator.store().unfinished(coordinator.fleet()).isEmpty()) {
            return;
        }
        var unfinished = new RollingBack(coordinator).unfinished().rollout();
        if (unfinished.isPresent()) {
            var record = unfinished.get().record();
            var standing = new Standing(record);
            throw new RefusedException(
                    Reason.LOCKED,
                    List.of("rollout " + record.plan().id() + " of " + coordinator.fleet() + " was left unfinished: "
                            + standing.words().orElse("")),
                    "sluice status shows it; " + String.join("; ", standing.next()));
        }
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
