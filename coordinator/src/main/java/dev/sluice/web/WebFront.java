package dev.sluice.web;

import dev.sluice.engine.RolloutListener;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.Front;
import dev.sluice.operation.Proposal;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.util.function.Consumer;

/** Whoever sent the request has approved what it asks for; that a rollout has started is reported with its first event. */
final class WebFront implements Front {
    private final Front outer;
    private final Consumer<RolloutId> started;

    /** @param outer where the daemon reports its rollouts */
    WebFront(Front outer, Consumer<RolloutId> started) {
        this.outer = outer;
        this.started = started;
    }

    @Override
    public void approve(Proposal proposal) {}

    @Override
    public RolloutListener listen(RolloutPlan plan) throws RefusedException {
        return new Announcing(outer.listen(plan), () -> started.accept(plan.id()));
    }

    /** The rollout can be read from its first event on, not before. */
    private record Announcing(RolloutListener outer, Runnable started) implements RolloutListener {
        @Override
        public void on(long seq, RolloutEvent event, RolloutState state) {
            started.run();
            outer.on(seq, event, state);
        }

        @Override
        public void uploading(HostName host, long sent, long total) {
            outer.uploading(host, sent, total);
        }
    }

    @Override
    public void note(String note) {
        outer.note(note);
    }
}
