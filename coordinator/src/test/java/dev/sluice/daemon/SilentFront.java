package dev.sluice.daemon;

import dev.sluice.engine.RolloutListener;
import dev.sluice.operation.Proposal;
import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.RolloutPlan;
import java.util.List;

/** Approves everything, and reports nothing. */
public final class SilentFront implements SiteFront {
    @Override
    public void ended(List<RolloutResult> results) {}

    @Override
    public void approve(Proposal proposal) {}

    @Override
    public RolloutListener listen(RolloutPlan plan) {
        return (seq, event, state) -> {};
    }

    @Override
    public void note(String note) {}
}
