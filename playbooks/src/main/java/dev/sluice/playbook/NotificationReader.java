package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Section;
import dev.sluice.playbook.Notification.Event;
import java.util.List;
import java.util.Locale;

/** Reads {@code notify}. */
final class NotificationReader {
    private NotificationReader() {}

    static List<Notification> notifications(Section root) {
        return root.sections("notify").stream()
                .map(NotificationReader::notification)
                .toList();
    }

    private static Notification notification(Section section) {
        var events = section.texts("events").stream()
                .map(event -> Event.valueOf(event.toUpperCase(Locale.ROOT)))
                .toList();
        return new Notification(
                section.document().locate(ConfiguredValue.parse(section.text("webhook", ""))),
                section.secret("secret"),
                events.isEmpty() ? List.of(Event.values()) : events);
    }
}
