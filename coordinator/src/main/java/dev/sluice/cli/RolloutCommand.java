package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Reporting;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.plan.RolloutPlan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that runs a rollout, with the fleet's lock, and tells how it goes. */
@SuppressWarnings("NullAway.Init")
abstract class RolloutCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ProjectOptions project;

    @Mixin
    RunOptions run;

    @Override
    public final Integer call()
            throws InvalidDocumentException, RefusedException, JournalException, LockedException, InterruptedException,
                    IOException {
        try (var coordinator = run.coordinator(project.read());
                var lock = coordinator.store().lock(coordinator.fleet())) {
            return roll(coordinator, lock).number();
        }
    }

    abstract ExitCode roll(Coordinator coordinator, FleetLock lock)
            throws RefusedException, JournalException, LockedException, InterruptedException, IOException;

    /** A rollout that tells a listener how it goes. */
    @FunctionalInterface
    interface Running {
        Rollouts.Ended with(RolloutListener listener) throws JournalException, LockedException, InterruptedException;
    }

    final ExitCode report(RolloutPlan plan, Running running)
            throws JournalException, LockedException, InterruptedException, IOException {
        try (var reporting = new Reporting(plan, spec.commandLine().getOut(), run.colour(), run.outputDirectory())) {
            var ended = running.with(reporting);
            var code = ExitCode.of(ended.state());
            reporting.end(ended, code.number());
            return code;
        }
    }

    final void agree(String question) throws RefusedException {
        if (!run.agrees(question)) {
            throw new RefusedException(
                    Reason.USAGE, List.of("not confirmed; nothing was changed"), "say --yes where nobody can be asked");
        }
    }
}
