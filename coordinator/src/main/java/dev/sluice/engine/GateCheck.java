package dev.sluice.engine;

import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutState;
import java.util.Optional;

/** One more condition for a gate, asked when the batch has soaked. */
@FunctionalInterface
public interface GateCheck {
    /** Why the gate must stay shut; empty when it may open. */
    Optional<String> refusal(RolloutPlan plan, RolloutState state, Batch batch);
}
