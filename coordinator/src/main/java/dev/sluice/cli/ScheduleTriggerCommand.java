package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.ScheduleConditions;
import dev.sluice.operation.ScheduleOperation;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.RolloutState;
import dev.sluice.view.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A start by hand. */
@Command(
        name = "trigger",
        description = "Starts a schedule now, inside its window, with the newest artifact; it waits for none.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schedule trigger nightly"})
@SuppressWarnings("NullAway.Init")
final class ScheduleTriggerCommand extends RolloutCommand {
    @Parameters(paramLabel = "NAME", description = "of the schedule")
    private String name;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        var schedules = new ScheduleOperation(fleet, front, ScheduleConditions.of(new NoticeLines(err())));
        return schedules
                .trigger(name)
                .orElseThrow(() -> new RefusedException(
                        Reason.USAGE, List.of("ended by a signal"), "nothing was started; run it again"));
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}
