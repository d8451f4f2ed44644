package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.view.ExitCode;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** No start for a while. */
@Command(
        name = "pause",
        description = "Pauses a schedule: its starts are skipped, with the reason, until it is resumed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schedule pause nightly --until 2026-12-07T08:00 --reason 'audit week'"})
@SuppressWarnings("NullAway.Init")
final class SchedulePauseCommand extends StateCommand {
    @Parameters(paramLabel = "NAME", description = "of the schedule")
    private String name;

    @Mixin
    private UntilOptions until;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why, for the record")
    private String reason;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var pauses = new PauseScheduleOperation(fleet);
        var end = until.until(Instant.now(), pauses.schedule(name).zone());
        pauses.pause(name, end, reason);
        out().printf(
                        "%s is paused%s: sluice schedule resume %s ends it%n",
                        name, end.map(at -> " until " + at).orElse(""), name);
        out().flush();
        return ExitCode.DONE;
    }
}
