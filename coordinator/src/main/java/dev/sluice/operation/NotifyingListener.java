package dev.sluice.operation;

import dev.sluice.engine.Outbox;
import dev.sluice.engine.RolloutListener;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Notification;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Notifies those that want to know, after the front has heard of an event. It is called on the thread of listeners, and only stores messages. */
final class NotifyingListener implements RolloutListener {
    private final RolloutListener front;
    private final RolloutPlan plan;
    private final List<Notification> notified;
    private final Outbox outbox;
    private final RolloutOccasions occasions;
    private final List<String> approvedBy = new ArrayList<>();
    private RolloutState before;

    /** @param past what is recorded of a rollout that is continued */
    NotifyingListener(
            RolloutListener front,
            RolloutPlan plan,
            List<RolloutEvent> past,
            List<Notification> notified,
            Outbox outbox) {
        this.front = front;
        this.plan = plan;
        this.notified = List.copyOf(notified);
        this.outbox = outbox;
        this.occasions = new RolloutOccasions(plan);
        this.before = RolloutState.replay(plan, past);
        past.forEach(this::approved);
    }

    private void approved(RolloutEvent event) {
        if (event instanceof FleetEvent.Promoted promoted) {
            approvedBy.add(promoted.by());
        }
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        try {
            front.on(seq, event, state);
        } finally {
            approved(event);
            occasions.of(event, before, state).ifPresent(occasion -> put(occasion, seq, event, state));
            before = state;
        }
    }

    private void put(Occasion occasion, long seq, RolloutEvent event, RolloutState state) {
        var messages = new RolloutMessages(plan, List.copyOf(approvedBy));
        notified.stream()
                .filter(to -> !Collections.disjoint(to.events(), occasion.events()))
                .forEach(to -> outbox.put(messages.message(occasion, String.valueOf(seq), event.at(), state, to), to));
    }

    @Override
    public void uploading(HostName host, long sent, long total) {
        front.uploading(host, sent, total);
    }
}
