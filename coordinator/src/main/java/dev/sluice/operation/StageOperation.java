package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;

/** Uploads a release to every host and stops there: no visitor sees it, no task is run. */
public final class StageOperation {
    private final NewRollout rollout;
    private final ReleasePreparation preparation;

    public StageOperation(Fleet fleet, Front front) {
        this.rollout = new NewRollout(fleet, front);
        this.preparation = new ReleasePreparation(fleet);
    }

    /** @throws RefusedException with every reason not to begin; nothing was changed */
    public RolloutResult run(ReleaseOrder order)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.start(() -> {
            if (order.artifact().isEmpty()) {
                throw new RefusedException(
                        Reason.USAGE, List.of("there is nothing to stage"), "name it with --artifact");
            }
            return preparation.prepare(order, Purpose.STAGE);
        });
    }
}
