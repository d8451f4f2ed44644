package dev.sluice.it.front;

import dev.sluice.engine.RolloutListener;
import dev.sluice.operation.Front;
import dev.sluice.operation.Proposal;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks nobody and prints nothing: what a schedule or a build would be. */
public final class QuietFront implements Front {
    private final Policy policy;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /** What is done with a proposal. */
    public enum Policy {
        APPROVE,
        REFUSE
    }

    public QuietFront(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void approve(Proposal proposal) throws RefusedException {
        if (policy == Policy.REFUSE) {
            throw new RefusedException(
                    Reason.USAGE, List.of("not approved: " + proposal.plan().purpose()), "");
        }
    }

    @Override
    public RolloutListener listen(RolloutPlan plan) {
        return (seq, event, state) -> events.add(event.getClass().getSimpleName());
    }

    @Override
    public void note(String note) {
        notes.add(note);
    }

    /** Types of all events so far, in their order. */
    List<String> events() {
        return List.copyOf(events);
    }
}
