package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.view.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The end of a pause. */
@Command(
        name = "resume",
        description = "Ends the pause of a schedule. Starts that were skipped meanwhile stay skipped.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schedule resume nightly"})
@SuppressWarnings("NullAway.Init")
final class ScheduleResumeCommand extends StateCommand {
    @Parameters(paramLabel = "NAME", description = "of the schedule")
    private String name;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        new PauseScheduleOperation(fleet).resume(name);
        out().println(name + " is not paused");
        out().flush();
        return ExitCode.DONE;
    }
}
