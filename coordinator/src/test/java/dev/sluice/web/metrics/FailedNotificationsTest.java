package dev.sluice.web.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.SecretReference;
import dev.sluice.engine.Outbox;
import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import dev.sluice.plan.FleetName;
import dev.sluice.playbook.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedNotificationsTest {
    private static final Instant AT = Instant.parse("2026-11-22T20:00:00Z");
    private static final FleetName SHOP = new FleetName("prod", "shop");

    private final Dead dead = new Dead();
    private final FailedNotifications failed = new FailedNotifications(dead);

    private static final class Dead implements Outbox {
        private final List<Letter> letters = new ArrayList<>();

        @Override
        public void put(Message message, Notification to) {
            letters.add(Letter.of(message, to));
        }

        @Override
        public void deliver() {}

        @Override
        public void hurry() {}

        @Override
        public List<Letter> undelivered() {
            return List.copyOf(letters);
        }
    }

    private void giveUp(String fleet, String id) {
        var message = new Message(id, AT, "held", fleet, "held", Optional.empty(), List.of(), List.of(), List.of());
        var slack = new Notification(
                Optional.empty(),
                Optional.empty(),
                SecretReference.parse("env:SLACK"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        dead.put(message, slack);
    }

    private double count(String channel) {
        var samples = new Samples();
        failed.add(SHOP, samples.of(SHOP));
        return Objects.requireNonNull(samples.values().get(new Samples.Series(Metric.FAILED, "prod", "shop", channel)));
    }

    @Test
    void each_message_of_the_site_that_was_given_up_is_counted_once_by_its_channel() {
        giveUp("prod/shop", "1");
        giveUp("prod/blog", "2");
        assertEquals(1, count("slack"));
        assertEquals(1, count("slack"));
        giveUp("prod/shop", "3");
        assertEquals(2, count("slack"));
        assertEquals(0, count("mail"));
        assertEquals(0, count("webhook"));
    }

    @Test
    void a_message_that_a_person_removed_counts_on() {
        giveUp("prod/shop", "1");
        assertEquals(1, count("slack"));
        dead.letters.clear();
        assertEquals(1, count("slack"));
        giveUp("prod/shop", "2");
        assertEquals(2, count("slack"));
    }
}
