package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.FoundRollout;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Standing;
import dev.sluice.app.Steering;
import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.Requests.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command to a rollout that may be another process's, or another machine's. */
@SuppressWarnings("NullAway.Init")
abstract class SteeringCommand extends RolloutCommand {
    @Mixin
    private ChoiceOptions options;

    @Override
    final ExitCode on(Coordinator coordinator) throws Exception {
        try (var lock = coordinator.store().lock(coordinator.fleet())) {
            return roll(coordinator, lock);
        } catch (LockedException e) {
            return whileItRuns(coordinator, e);
        }
    }

    @Override
    final ExitCode roll(Coordinator coordinator, FleetLock lock) throws Exception {
        var steering = new Steering(coordinator);
        var search = steering.find(options.choice());
        search.refuseElsewhere();
        notes(search);
        if (search.rollout().isEmpty()) {
            return nothingOpen(coordinator);
        }
        var found = search.rollout().get();
        lock.heldFor(found.record().plan().id());
        return steer(coordinator, steering, found);
    }

    /** Nobody of this machine runs it: the command itself goes on with it. */
    abstract ExitCode steer(Coordinator coordinator, Steering steering, FoundRollout found) throws Exception;

    /** A process of this machine works on the fleet. */
    ExitCode whileItRuns(Coordinator coordinator, LockedException locked) throws Exception {
        throw locked;
    }

    ExitCode nothingOpen(Coordinator coordinator) throws RefusedException {
        out().println(coordinator.fleet() + ": no rollout is open; nothing is to be done");
        out().flush();
        return ExitCode.DONE;
    }

    /** Asks the process that runs the rollout, and waits until it has heard. */
    final ExitCode ask(Coordinator coordinator, LockedException locked, Request request, String heard)
            throws JournalException, RefusedException, LockedException, InterruptedException {
        var id = options.choice().in(coordinator.store(), coordinator.fleet());
        if (id.isEmpty()) {
            throw locked;
        }
        var record = coordinator.store().read(id.get());
        switch (new Steering(coordinator).ask(record, request)) {
            case HEARD -> {}
            case TOO_LATE ->
                throw new RefusedException(
                        Reason.LOCKED,
                        List.of("rollout " + id.get() + " had gone past that"),
                        "see where it is: sluice status " + id.get());
            case NOBODY ->
                throw new RefusedException(
                        Reason.LOCKED,
                        List.of("the process that ran " + id.get() + " has ended, and did not hear this"),
                        "run the same command again");
        }
        out().println(id.get() + ": " + heard);
        out().flush();
        return ExitCode.DONE;
    }

    /** What is asked for does not fit where the rollout stands. */
    final RefusedException misfit(RecordedRollout record, String what) {
        var standing = new Standing(record);
        return new RefusedException(
                Reason.USAGE,
                List.of("rollout " + record.plan().id() + " " + what + ": it is "
                        + standing.words().orElse("over")),
                String.join("; ", standing.next()));
    }

    /** How a rollout ended that is over already. */
    final Optional<ExitCode> over(RecordedRollout record) {
        if (!record.state().phase().terminal()) {
            return Optional.empty();
        }
        out().println("rollout " + record.plan().id() + " is over already: "
                + record.state()
                        .outcome()
                        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                        .orElse("?"));
        out().flush();
        return Optional.of(code(record.state()));
    }

    final String by(Coordinator coordinator) {
        return options.by(coordinator.actor());
    }
}
