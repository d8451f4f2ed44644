package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.plan.RolloutId;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.view.ExitCode;
import dev.sluice.view.ScheduleListing;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What became of starts. */
@Command(
        name = "list",
        description = "Lists the schedules, and what became of each start that was due: started, skipped or missed, and"
                + " why; the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schedule list"})
@SuppressWarnings("NullAway.Init")
final class ScheduleListCommand extends StateCommand {
    /** For people; programs receive all. */
    private static final int SHOWN = 50;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var rows = ScheduleRows.of(fleet.schedules().read(fleet.name()));
        var listing =
                ScheduleListing.of(fleet.name().toString(), fleet.project().playbook(), rows, Instant.now());
        show(output, listing, () -> print(listing));
        return ExitCode.DONE;
    }

    private void print(ScheduleListing listing) {
        var schedules = new Table("SCHEDULE", "CRON", "ZONE", "PAUSED");
        listing.schedules()
                .forEach(set -> schedules.row(
                        set.name(),
                        set.cron(),
                        set.zone(),
                        set.paused()
                                .map(why -> why
                                        + set.pausedUntil()
                                                .map(end -> ", until " + end)
                                                .orElse(""))
                                .orElse("-")));
        schedules.print(out());
        out().println();
        var starts = new Table("DUE", "SCHEDULE", "STATE", "ROLLOUT", "WHAT BECAME OF IT");
        listing.starts().stream()
                .limit(SHOWN)
                .forEach(start -> starts.row(
                        start.local() + (start.byPerson() ? " (triggered)" : ""),
                        start.schedule(),
                        start.state(),
                        start.rollout().map(RolloutId::shorten).orElse("-"),
                        start.words()));
        starts.print(out());
    }
}
