package dev.sluice.operation;

import dev.sluice.artifact.Provenance;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.readiness.RefusedException;
import java.nio.file.Path;

/** Uploads a release to every host, switches them batch by batch, and reverts when something is wrong. */
public final class ReleaseOperation {
    private final NewRollout rollout;
    private final ReleasePreparation preparation;

    public ReleaseOperation(Fleet fleet, Front front) {
        this.rollout = new NewRollout(fleet, front);
        this.preparation = new ReleasePreparation(fleet);
    }

    /** @throws RefusedException with every reason not to begin; nothing was changed */
    public RolloutResult run(ReleaseOrder order)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.start(() -> {
            preparation.refuseOutsideWindow(order);
            return preparation.prepare(order);
        });
    }

    /**
     * Runs exactly the plan in a file.
     *
     * @throws RefusedException with everything that changed since it was made; nothing was changed
     */
    public RolloutResult run(Path planFile, Provenance.Digest digest)
            throws RefusedException, JournalException, LockedException, InterruptedException {
        return rollout.start(() -> preparation.prepare(planFile, digest));
    }
}
