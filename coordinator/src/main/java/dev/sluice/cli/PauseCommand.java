package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.FoundRollout;
import dev.sluice.app.Steering;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.Requests.Request;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Stops a running rollout between hosts. */
@Command(
        name = "pause",
        description =
                "Stops a rollout that runs on this machine: hosts in the middle of their switch come to its end, no"
                        + " other is begun with. When its process has ended, with exit code 10, sluice resume goes on.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice pause r-7f3a"})
final class PauseCommand extends SteeringCommand {
    @Override
    ExitCode whileItRuns(Coordinator coordinator, LockedException locked) throws Exception {
        return ask(
                coordinator,
                locked,
                new Request.Pause(Instant.now(), by(coordinator)),
                "no other host is begun with; the process that runs it ends with exit code 10, sluice resume goes on");
    }

    @Override
    ExitCode steer(Coordinator coordinator, Steering steering, FoundRollout found) throws Exception {
        var record = found.record();
        var over = over(record);
        if (over.isPresent()) {
            return over.get();
        }
        if (record.state().phase().waitsForPerson()) {
            out().println("rollout " + record.plan().id() + " waits already; nothing is to be done");
            out().flush();
            return ExitCode.DONE;
        }
        throw misfit(record, "runs in no process of this machine");
    }
}
