package dev.sluice.operation;

import dev.sluice.engine.RolloutListener;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;

/** How whoever starts a rollout takes part in it: a command line asks a person, a schedule or a build decides by policy. */
public interface Front {
    /**
     * Returns when the proposal may be run. Nothing was changed or stored before.
     *
     * @throws RefusedException when it may not
     */
    void approve(Proposal proposal) throws RefusedException;

    /**
     * Hears of the rollout, from its first event to its last.
     *
     * @throws RefusedException when it cannot be reported where that was asked for; nothing was changed
     */
    RolloutListener listen(RolloutPlan plan) throws RefusedException;

    /** What is done before the proposal, which can take a while. */
    default void doing(String what) {}

    /** Something that a person should know, such as a copy of a record that was passed over. */
    void note(String note);
}
