package dev.sluice.cli;

import dev.sluice.engine.LockedException;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.ScheduleConditions;
import dev.sluice.operation.ScheduleOperation;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The line for cron. */
@Command(
        name = "run",
        description = "Starts what is due, continues what a crash left, checks and uploads before the time, and ends:"
                + " the line for cron where no sluice serve runs. It asks no question.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: every five minutes",
            "  */5 * * * * sluice schedule run -i /etc/sluice/inventory.yml -p /etc/sluice/shop.yml"
        })
@SuppressWarnings("NullAway.Init")
final class ScheduleRunCommand extends StateCommand {
    @Mixin
    private ColorOptions color;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        host().onSignal(fleet.interruption()::by, err());
        try (var front = new UnattendedFront(out(), err(), color.console(host()))) {
            var schedules = new ScheduleOperation(fleet, front, ScheduleConditions.of(new NoticeLines(err())));
            return front.end(schedules.run());
        } catch (LockedException e) {
            // The line before still runs, or a daemon: what is due is started there.
            return ExitCode.DONE;
        }
    }
}
