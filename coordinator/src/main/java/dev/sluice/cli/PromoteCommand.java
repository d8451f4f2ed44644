package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Steering;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.util.List;
import picocli.CommandLine.Command;

/** Lets a rollout go on that waits for a person. */
@Command(
        name = "promote",
        description = {
            "Opens the gate at which a rollout waits, and goes on to the next hold or to the end.",
            "The rollout may be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice promote r-7f3a --approved-by anna --yes"})
final class PromoteCommand extends SteeringCommand {
    @Override
    ExitCode steer(Coordinator coordinator, Steering steering, RecordedRollout record) throws Exception {
        var over = over(record);
        if (over.isPresent()) {
            return over.get();
        }
        if (record.state().phase() != RolloutPhase.HELD) {
            throw misfit(record, "does not wait for promotion");
        }
        new PlanText(out()).headline(record.plan());
        agree("Go on after batch " + record.state().batch() + " of "
                + record.plan().batches().size() + " with " + record.plan().id() + " of "
                + record.plan().fleet() + "?");
        steering.claim(record);
        return report(coordinator, record.plan(), listener -> steering.promote(record, by(coordinator), listener));
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
