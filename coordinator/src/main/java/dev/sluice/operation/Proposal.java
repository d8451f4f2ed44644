package dev.sluice.operation;

import dev.sluice.plan.RolloutPlan;

/** What is run when it is approved. */
public sealed interface Proposal {
    RolloutPlan plan();

    /** A new rollout that uploads a release to hosts: a release, a stage or a converge, by the plan's purpose. */
    record Start(PreparedRollout prepared) implements Proposal {
        @Override
        public RolloutPlan plan() {
            return prepared.plan();
        }
    }

    /** A new rollout that uploads nothing: a rollback or a refresh, by the plan's purpose. */
    record InPlace(RolloutPlan plan) implements Proposal {}

    /** An unfinished rollout that is taken over. */
    record TakeOver(Deed deed, RolloutPlan plan, FoundRollout found) implements Proposal {}

    /** What becomes of a rollout that is taken over. */
    enum Deed {
        PROMOTE,
        RESUME,
        /** Ends it, and reverts every host. */
        REVERT,
        /** Ends it, and leaves every host as it is. */
        LEAVE
    }
}
