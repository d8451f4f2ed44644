package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.FoundRollout;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RollingBack;
import dev.sluice.app.Steering;
import dev.sluice.engine.FleetLock;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.Waiver;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Back to what worked. */
@Command(
        name = "rollback",
        description = {
            "Goes back to the newest good release older than the live one, with proof and health checks and without an upload.",
            "While a rollout is unfinished: puts each of its hosts back to where it was, or goes on with it if it is a rollback."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice rollback --to 20261121-223000-1b22c0d"})
@SuppressWarnings("NullAway.Init")
final class RollbackCommand extends RolloutCommand {
    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            converter = ArtifactOptions.ReleaseIdConverter.class,
            description = "the release to go back to")
    private Optional<ReleaseId> to;

    @Option(
            names = "--force",
            paramLabel = "HOST",
            description = "takes along a host that somebody else changed since the last rollout, from what is there"
                    + " now; may be repeated; needs --reason")
    private List<String> forced = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why hosts are forced, for the record")
    private Optional<String> reason;

    @Spec
    private CommandSpec command;

    @Override
    ExitCode roll(Coordinator coordinator, FleetLock lock) throws Exception {
        var rollingBack = new RollingBack(coordinator);
        var search = rollingBack.unfinished();
        notes(search);
        var unfinished = search.rollout();
        if (unfinished.isPresent() && (to.isPresent() || !forced.isEmpty())) {
            throw new RefusedException(
                    RefusedException.Reason.LOCKED,
                    List.of("rollout " + unfinished.get().record().plan().id() + " of " + coordinator.fleet()
                            + " was left unfinished"),
                    "end it first with: sluice rollback; then say this again");
        }
        if (unfinished.isPresent()) {
            return takeBack(coordinator, lock, rollingBack, unfinished.get());
        }
        var plan = rollingBack.prepare(to, coordinator.scope(), waivers());
        new PlanText(out()).headline(plan);
        agree("Roll " + new Count(plan.hosts().size(), "host") + " of " + plan.fleet() + " back to "
                + plan.release().id() + "?");
        lock.heldFor(plan.id());
        return report(coordinator, plan, listener -> rollingBack.run(plan, listener));
    }

    private List<Waiver> waivers() {
        return forced.stream()
                .map(host -> new Waiver(Waiver.Kind.HOST, host, WaiverOptions.why(reason, "--force", command)))
                .toList();
    }

    private ExitCode takeBack(Coordinator coordinator, FleetLock lock, RollingBack rollingBack, FoundRollout found)
            throws Exception {
        var steering = new Steering(coordinator);
        var plan = found.record().plan().purpose() == Purpose.ROLLBACK
                ? steering.goingOn(found, Optional.empty())
                : steering.reverting(found);
        new PlanText(out()).goingOn(plan, found);
        var what = plan.purpose() == Purpose.ROLLBACK
                ? "Go on with rollback " + plan.id()
                : "Take back rollout " + plan.id();
        agree(what + " on " + new Count(plan.hosts().size(), "host") + " of " + plan.fleet() + "?");
        lock.heldFor(plan.id());
        steering.claim(found);
        return report(coordinator, plan, listener -> rollingBack.takeBack(plan, listener));
    }
}
