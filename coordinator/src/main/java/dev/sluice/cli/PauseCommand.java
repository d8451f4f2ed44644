package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.PauseOperation;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a running rollout between hosts. */
@Command(
        name = "pause",
        description = "Stops a rollout that runs on this machine: hosts in the middle of their switch finish it, and no"
                + " other host is started. When its process has ended, with exit code 10, sluice resume continues it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice pause r-7f3a"})
@SuppressWarnings("NullAway.Init")
final class PauseCommand extends StateCommand {
    @Mixin
    private ChoiceOptions choice;

    @Mixin
    private ExcludeOptions exclude;

    @Mixin
    private RecordOptions record;

    @Override
    Scope scope(Project project) throws RefusedException {
        return exclude.of(project);
    }

    @Override
    Optional<RecordOptions> record() {
        return Optional.of(record);
    }

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var pause = new PauseOperation(fleet, this::note, choice.choice());
        return report(pause.run(choice.by(fleet.actor())));
    }

    private void note(String note) {
        err().println("  note  " + note);
        err().flush();
    }

    private ExitCode report(RolloutResult result) {
        var text = new ResultText(out());
        if (result instanceof Over over) {
            text.over(over);
            return ExitCode.of(over.record().state());
        }
        if (result instanceof WaitsAlready waiting) {
            text.waitsAlready(waiting);
        } else if (result instanceof Asked asked) {
            text.asked(
                    asked,
                    "no other host is started; the process that runs it ends with exit code 10, sluice resume continues");
        } else if (result instanceof NoneOpen none) {
            text.noneOpen(none);
        }
        out().flush();
        return ExitCode.DONE;
    }
}
