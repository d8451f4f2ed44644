package dev.sluice.operation;

import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.Requests.Request;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A rollout that is open: of this machine, of another one, or of a process that runs. */
final class SteeredRollout {
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);
    private static final int CHECKS_PER_LOCK = 10;

    private final Fleet fleet;
    private final Consumer<String> notes;
    private final RolloutChoice choice;

    SteeredRollout(Fleet fleet, Consumer<String> notes, RolloutChoice choice) {
        this.fleet = fleet;
        this.notes = notes;
        this.choice = choice;
    }

    /** What is done with the rollout while the fleet is locked. */
    @FunctionalInterface
    interface Action {
        RolloutResult on(FoundRollout found, FleetLock lock)
                throws RefusedException, JournalException, LockedException, InterruptedException;
    }

    /**
     * Locks the fleet, finds the rollout, and continues it unless it is over.
     *
     * @throws LockedException when a process works on the fleet
     */
    RolloutResult steer(Action action)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        try (var lock = fleet.lock()) {
            var search = new RolloutSearch(fleet).find(choice);
            search.refuseElsewhere();
            search.notes().forEach(notes);
            if (search.rollout().isEmpty()) {
                return new RolloutResult.NoneOpen(fleet.name());
            }
            var found = search.rollout().get();
            lock.heldFor(found.record().plan().id());
            return found.record().state().phase().terminal()
                    ? new RolloutResult.Over(found.record())
                    : action.on(found, lock);
        }
    }

    /** What is asked for does not fit the phase of the rollout. */
    static RefusedException misfit(RecordedRollout record, String what) {
        var pending = PendingRollout.left(record);
        return new RefusedException(
                Reason.USAGE,
                List.of("rollout " + record.plan().id() + " " + what + "; now: "
                        + pending.words().orElse("over")),
                String.join("; ", pending.next()));
    }

    /**
     * Asks the process of this machine that runs the rollout, and waits until it has recorded the request.
     *
     * @param locked why the fleet could not be locked
     * @throws RefusedException when the process has ended meanwhile, or the rollout had gone past it
     */
    RolloutResult ask(Request request, LockedException locked)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        var id = choice.in(fleet.store(), fleet.name());
        if (id.isEmpty()) {
            throw locked;
        }
        var record = fleet.store().read(id.get());
        if (!isTaken(record, request)) {
            throw new RefusedException(
                    Reason.LOCKED,
                    List.of("the process that ran " + id.get() + " has ended, and did not hear this"),
                    "run the same command again");
        }
        var now = fleet.store().read(id.get());
        if (now.events().stream().skip(record.events().size()).noneMatch(SteeredRollout::answers)) {
            throw new RefusedException(
                    Reason.LOCKED,
                    List.of("rollout " + id.get() + " had gone past that"),
                    "see where it is: sluice status " + id.get());
        }
        return new RolloutResult.Asked(id.get());
    }

    /** Whether a process took the request, and did not end before. */
    private boolean isTaken(RecordedRollout record, Request request) throws JournalException, InterruptedException {
        var requests = fleet.requests();
        var waiting = requests.ask(record.directory(), request);
        for (int check = 1; requests.isWaiting(record.directory(), waiting); check++) {
            if (check % CHECKS_PER_LOCK == 0 && isUnlocked()) {
                requests.done(record.directory(), waiting);
                return false;
            }
            fleet.time().pause(BETWEEN_CHECKS);
        }
        return true;
    }

    private static boolean answers(RolloutEvent event) {
        return event instanceof FleetEvent.Paused || event instanceof FleetEvent.Aborted;
    }

    private boolean isUnlocked() throws JournalException {
        try {
            fleet.lock().close();
            return true;
        } catch (LockedException e) {
            return false;
        }
    }
}
