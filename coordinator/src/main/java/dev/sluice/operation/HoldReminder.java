package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.rollout.FleetEvent.Promoted;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HoldExpiry;
import java.util.stream.Stream;

/** Notifies that a hold ends soon. Of a hold there is one message, however often this is called; it asks no host. */
final class HoldReminder {
    private final Fleet fleet;

    HoldReminder(Fleet fleet) {
        this.fleet = fleet;
    }

    void send() throws JournalException {
        var open = fleet.store().unfinished(fleet.name());
        if (open.isPresent()) {
            var record = fleet.store().read(open.get());
            new HoldExpiry(record.plan())
                    .near(record.state(), fleet.time().now())
                    .ifPresent(end -> send(record, end));
        }
    }

    private void send(RecordedRollout record, HoldDeadline end) {
        var plan = record.plan();
        var batch = record.state().batch();
        var approvedBy = record.events().stream()
                .flatMap(event -> event instanceof Promoted promoted ? Stream.of(promoted.by()) : Stream.empty())
                .toList();
        var messages = new RolloutMessages(plan, approvedBy);
        var occasion = new RolloutOccasions(plan).expiring(batch, end);
        Notifications.of(fleet)
                .send(
                        occasion,
                        to -> messages.message(
                                occasion, "expiring-" + batch, fleet.time().now(), record.state(), to));
    }
}
