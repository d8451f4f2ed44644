package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rollouts that start by themselves. */
@Command(
        name = "schedule",
        description = "Shows, starts and pauses the schedules of the playbook.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ScheduleNextCommand.class,
            ScheduleListCommand.class,
            ScheduleRunCommand.class,
            ScheduleTriggerCommand.class,
            SchedulePauseCommand.class,
            ScheduleResumeCommand.class
        },
        footer = {
            "",
            "Example: a line for cron where no sluice serve runs",
            "  sluice schedule run -i /etc/sluice/inventory.yml -p /etc/sluice/shop.yml"
        })
final class ScheduleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: next, list, run, trigger, pause or resume.");
    }
}
