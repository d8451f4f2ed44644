package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.view.ExitCode;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "when the pause ends by itself, in the schedule's zone or with an offset")
    private Optional<String> until;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why, for the record")
    private String reason;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var pauses = new PauseScheduleOperation(fleet);
        var zone = pauses.schedule(name).zone();
        Optional<Instant> end =
                until.isPresent() ? Optional.of(WrittenTime.parse("--until", until.get(), zone)) : Optional.empty();
        pauses.pause(name, end, reason);
        out().printf(
                        "%s is paused%s: sluice schedule resume %s ends it%n",
                        name, end.map(at -> " until " + at).orElse(""), name);
        out().flush();
        return ExitCode.DONE;
    }
}
