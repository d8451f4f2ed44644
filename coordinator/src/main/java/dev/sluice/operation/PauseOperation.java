package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.Requests.Request;
import dev.sluice.readiness.RefusedException;
import java.util.function.Consumer;

/** Stops a rollout that another process of this machine runs, between two hosts. */
public final class PauseOperation {
    private final Fleet fleet;
    private final SteeredRollout rollout;

    /** @param notes what a person should know, such as a copy of a record that was passed over */
    public PauseOperation(Fleet fleet, Consumer<String> notes, RolloutChoice choice) {
        this.fleet = fleet;
        this.rollout = new SteeredRollout(fleet, notes, choice);
    }

    /**
     * Asks the process that runs it.
     *
     * @param by who wants it
     * @throws RefusedException when it runs in no process of this machine
     */
    public RolloutResult run(String by)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        try {
            return rollout.steer((found, lock) -> {
                if (found.record().state().phase().waitsForPerson()) {
                    return new RolloutResult.WaitsAlready(found.record().plan().id());
                }
                throw SteeredRollout.misfit(found.record(), "runs in no process of this machine");
            });
        } catch (LockedException locked) {
            return rollout.ask(new Request.Pause(fleet.time().now(), by), locked);
        }
    }
}
