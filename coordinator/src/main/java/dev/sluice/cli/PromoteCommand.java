package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.FoundRollout;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Steering;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a rollout go on that waits for a person. */
@Command(
        name = "promote",
        description = {
            "Opens the gate at which a rollout waits, and goes on to the next hold or to the end.",
            "The rollout may be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice promote r-7f3a --approved-by anna --yes"})
@SuppressWarnings("NullAway.Init")
final class PromoteCommand extends SteeringCommand {
    @Mixin
    private ChangesOptions changes;

    @Override
    ExitCode steer(Coordinator coordinator, Steering steering, FoundRollout found) throws Exception {
        var record = found.record();
        var over = over(record);
        if (over.isPresent()) {
            return over.get();
        }
        if (record.state().phase() != RolloutPhase.HELD) {
            throw misfit(record, "does not wait for promotion");
        }
        var plan = steering.goingOn(found, changes.accepted());
        new PlanText(out()).goingOn(plan, found);
        agree("Go on after batch " + record.state().batch() + " of "
                + record.plan().batches().size() + " with " + record.plan().id() + " of "
                + record.plan().fleet() + "?");
        steering.claim(found);
        return report(
                coordinator,
                plan,
                listener -> steering.promote(record, plan, changes.words(by(coordinator)), listener));
    }

    @Override
    ExitCode nothingOpen(Coordinator coordinator) throws RefusedException {
        throw new RefusedException(
                Reason.USAGE,
                List.of("no rollout of " + coordinator.fleet() + " waits for promotion, here or on its hosts"),
                "sluice history lists what there was");
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
