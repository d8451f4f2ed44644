package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Section;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.playbook.Notification.HostDetail;
import dev.sluice.playbook.Notification.Mail;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code notify}. */
final class NotificationReader {
    private static final List<String> WAYS = List.of("webhook", "slack", "mail");

    private NotificationReader() {}

    static List<Notification> notifications(Section root, Optional<ZoneId> window) {
        return root.sections("notify").stream()
                .map(section -> notification(section, window))
                .toList();
    }

    private static Notification notification(Section section, Optional<ZoneId> window) {
        checkWays(section);
        var events = section.texts("events").stream()
                .map(event -> Event.valueOf(event.toUpperCase(Locale.ROOT)))
                .toList();
        return new Notification(
                configured(section, "webhook"),
                section.secret("secret"),
                section.secret("slack"),
                section.value("mail").section().map(NotificationReader::mail),
                events.isEmpty() ? Event.needingPerson() : events,
                section.parsed("report", LocalTime::parse),
                zone(section, window),
                section.text("hosts").map(text -> section.choice("hosts", HostDetail.NAMES)));
    }

    private static void checkWays(Section section) {
        var given = WAYS.stream().filter(section::has).toList();
        if (given.isEmpty()) {
            section.missing(
                    "one of the keys webhook, slack and mail is missing: it names who is notified",
                    "webhook",
                    "slack",
                    "mail");
        }
        given.stream()
                .skip(1)
                .forEach(key -> section.keyProblem(
                        key,
                        "an entry notifies in one way, and " + given.get(0)
                                + " is given already; write another entry"));
        if (section.has("secret") && !given.isEmpty() && !section.has("webhook")) {
            section.keyProblem("secret", "only messages to a webhook are signed; remove the key");
        }
    }

    private static Optional<ZoneId> zone(Section section, Optional<ZoneId> window) {
        var zone = Zones.read(section).or(() -> section.has("report") ? window : Optional.empty());
        if (zone.isEmpty() && section.has("report") && section.sound("report", "zone")) {
            section.missing("the key zone is missing, here or in the window: a time needs its zone", "zone", "window");
        }
        return zone;
    }

    private static Optional<ConfiguredValue> configured(Section section, String key) {
        return section.text(key).map(text -> section.document().locate(ConfiguredValue.parse(text)));
    }

    private static Mail mail(Section section) {
        return new Mail(
                Stream.concat(section.text("to").stream(), section.texts("to").stream())
                        .toList(),
                section.text("from", ""),
                configured(section, "smtp").orElse(ConfiguredValue.plain("")));
    }
}
