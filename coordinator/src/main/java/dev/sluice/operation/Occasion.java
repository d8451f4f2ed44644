package dev.sluice.operation;

import dev.sluice.playbook.Notification.Event;
import java.util.List;

/**
 * Something about a rollout that people are notified of.
 *
 * @param events all that it is; the first names the message, and a rollout that failed and was reverted is both
 * @param title in one sentence
 */
record Occasion(List<Event> events, String title) {
    Occasion {
        events = List.copyOf(events);
    }

    static Occasion of(Event event, String title) {
        return new Occasion(List.of(event), title);
    }
}
