package dev.sluice.web.metrics;

import dev.sluice.engine.Outbox;
import dev.sluice.message.Letter;
import dev.sluice.plan.FleetName;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.Notification.Channel;
import dev.sluice.view.EnumWord;
import java.util.Map;
import java.util.stream.Collectors;

/** Messages about one site that were given up. A person may remove them or have them sent again: then they count on. */
final class FailedNotifications {
    private final Outbox outbox;
    private final Tally<Key, Channel> failed = new Tally<>();

    FailedNotifications(Outbox outbox) {
        this.outbox = outbox;
    }

    private record Key(String message, Notification to) {
        static Key of(Letter letter) {
            return new Key(letter.message().id(), letter.to());
        }
    }

    void add(FleetName fleet, Samples.OfSite to) {
        Map<Key, Channel> present = outbox.undelivered().stream()
                .filter(letter -> letter.message().fleet().equals(fleet.toString()))
                .collect(Collectors.toMap(Key::of, letter -> letter.to().channel(), (one, same) -> one));
        failed.with(present);
        for (var channel : Channel.values()) {
            to.set(Metric.FAILED, EnumWord.of(channel), (double) failed.of(channel));
        }
    }
}
