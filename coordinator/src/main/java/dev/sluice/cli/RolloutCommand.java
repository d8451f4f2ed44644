package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.Reporting;
import dev.sluice.app.Steering;
import dev.sluice.engine.FleetLock;
import dev.sluice.engine.Interruption;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.io.IOException;

/** A command that runs a rollout, with the fleet's lock, and tells how it goes. */
abstract class RolloutCommand extends FleetCommand {
    @Override
    ExitCode on(Coordinator coordinator) throws Exception {
        try (var lock = coordinator.store().lock(coordinator.fleet())) {
            return roll(coordinator, lock);
        }
    }

    /** What a person should know of where a record was looked for. */
    final void notes(Steering.Search search) {
        search.notes().forEach(note -> err().println("  note  " + note));
        err().flush();
    }

    abstract ExitCode roll(Coordinator coordinator, FleetLock lock) throws Exception;

    /** What the command ends with. Where it was to bring a release, one that a person took back is none. */
    ExitCode code(RolloutState state) {
        return ExitCode.of(state);
    }

    private ExitCode code(Interruption interruption, RolloutState state) {
        return interruption
                .signal()
                .filter(signal -> state.phase() == RolloutPhase.INTERRUPTED)
                .map(Signals::code)
                .orElseGet(() -> code(state));
    }

    /** A rollout that tells a listener how it goes. */
    @FunctionalInterface
    interface Running {
        Rollouts.Ended with(RolloutListener listener) throws JournalException, LockedException, InterruptedException;
    }

    final ExitCode report(Coordinator coordinator, RolloutPlan plan, Running running)
            throws JournalException, LockedException, InterruptedException, IOException {
        Signals.tell(coordinator.interruption(), err());
        try (var reporting = new Reporting(plan, out(), run().look(), run().outputDirectory())) {
            var ended = running.with(reporting);
            var code = code(coordinator.interruption(), ended.state());
            reporting.end(ended, code.number());
            return code;
        }
    }
}
