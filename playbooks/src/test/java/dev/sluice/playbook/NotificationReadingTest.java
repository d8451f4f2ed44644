package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a playbook notifies. */
class NotificationReadingTest {
    private static final String HEAD = "playbook: 1\nname: shop\ntargets: web\n";

    @TempDir
    Path directory;

    private Notification notification(String item) throws IOException {
        return read(HEAD + "notify: [" + item + "]\n").notifications().get(0);
    }

    @Test
    void without_events_all_that_needs_a_person_is_reported() throws IOException {
        var notification = notification("{ webhook: env:HOOK_URL }");
        assertEquals(Notification.Event.needingPerson(), notification.events());
        assertEquals(
                Set.of(Notification.Event.STARTED, Notification.Event.DONE),
                Stream.of(Notification.Event.values())
                        .filter(event -> !notification.events().contains(event))
                        .collect(Collectors.toSet()));
        assertEquals(Optional.of("env:HOOK_URL"), notification.webhook().map(ConfiguredValue::toString));
    }

    @Test
    void with_events_those_are_reported() throws IOException {
        var notification = notification("{ slack: env:SLACK, events: [failed, held] }");
        assertEquals(List.of(Notification.Event.FAILED, Notification.Event.HELD), notification.events());
        assertEquals(SecretReference.parse("env:SLACK"), notification.slack());
        assertFalse(notification.showsAddresses());
    }

    @Test
    void a_report_has_the_zone_of_the_window_or_its_own() throws IOException {
        var mail = "mail: { to: a@b.example, from: c@d.example, smtp: env:SMTP }, report: '07:30'";
        var window = "window: { zone: Asia/Tokyo, open: [{ days: mon-thu, from: '22:00', to: '02:00' }] }\n";
        var report = read(HEAD + window + "notify: [{ " + mail + " }]\n")
                .notifications()
                .get(0);
        assertEquals(Optional.of(ZoneId.of("Asia/Tokyo")), report.zone());
        assertEquals(List.of("a@b.example"), report.mail().orElseThrow().to());
        assertEquals(
                Optional.of(ZoneId.of("UTC")),
                notification("{ " + mail + ", zone: UTC }").zone());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ events: [held] } | webhook, slack and mail",
                "{ webhook: 'https://x', slack: env:S } | webhook is given already",
                "{ slack: env:S, secret: env:T } | only messages to a webhook are signed",
                "{ slack: 'https://hooks.slack.com/services/T/B/x' } | must be a reference to a secret",
                "{ webhook: 'https://user:word@x' } | without a password",
                "{ mail: { to: \"a@b.example\\nBcc: x@y.example\", from: c@d.example, smtp: env:S } } | must be an address",
                "{ mail: { to: a@b.example, from: c@d.example, smtp: 'smtps://u:p@h' } } | without a password",
                "{ slack: env:S, report: '07:30' } | a time needs its zone",
                "{ slack: env:S, report: '25:30' } | must be a time",
            })
    void a_notification_that_reaches_nobody_is_refused(String item, String words) {
        var refused = assertThrows(InvalidDocumentException.class, () -> notification(item));
        assertEquals(1, refused.problems().size(), refused::toString);
        assertTrue(refused.problems().get(0).toString().contains(words), refused::toString);
    }

    private PlaybookDocument document(String yaml) throws IOException {
        return PlaybookFile.read(Files.writeString(directory.resolve("playbook.yml"), yaml));
    }

    private Playbook read(String yaml) throws IOException {
        return document(yaml).playbook();
    }
}
