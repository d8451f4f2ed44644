package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Steering;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import picocli.CommandLine.Command;

/** Goes on with a rollout that was paused, or whose process ended. */
@Command(
        name = "resume",
        description = {
            "Goes on with a rollout that was paused, or whose process ended. What is in doubt is looked at on the"
                    + " hosts first.",
            "The rollout may be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice resume --last --yes"})
final class ResumeCommand extends SteeringCommand {
    @Override
    ExitCode steer(Coordinator coordinator, Steering steering, RecordedRollout record) throws Exception {
        var over = over(record);
        if (over.isPresent()) {
            return over.get();
        }
        if (record.state().phase() == RolloutPhase.HELD) {
            throw misfit(record, "waits for promotion, not to be resumed");
        }
        steering.refuseUnstaged(record);
        new PlanText(out()).headline(record.plan());
        agree("Go on with " + record.plan().id() + " of " + record.plan().fleet() + "?");
        steering.claim(record);
        return report(record.plan(), listener -> steering.resume(record, by(coordinator), listener));
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
