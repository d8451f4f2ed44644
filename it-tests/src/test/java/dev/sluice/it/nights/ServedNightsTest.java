package dev.sluice.it.nights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.DaemonSpec;
import dev.sluice.operation.Notice;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A daemon over a night. */
class ServedNightsTest {
    /** The daemon notices files that changed every five seconds of its own. */
    private static void await(Nights nights, Notice.Kind kind, String words) {
        Awaitility.await(kind + " " + words).atMost(Duration.ofMinutes(1)).until(() -> nights.notices().stream()
                .anyMatch(notice -> notice.kind() == kind && notice.words().contains(words)));
    }

    @Test
    void a_playbook_that_is_no_yaml_from_17_00_on_is_reported_and_starts_nothing_until_it_is_mended() throws Exception {
        try (var nights = new Nights(2, "2026-11-30T12:00");
                var served = new ServedSites(
                        DaemonSpec.of(nights.inventoryFile(), nights.playbookFile()),
                        nights.coordinator(),
                        nights::on,
                        nights.time())) {
            var sound = Files.readString(nights.playbookFile());
            nights.time().set(Nights.at("2026-11-30T17:00"));
            Files.writeString(nights.playbookFile(), sound.replace("targets:", "targets: ]"));
            served.ring();
            await(nights, Notice.Kind.BROKEN_FILES, "nothing starts until the files are mended");
            nights.build("monday", "2026-11-30T20:00");
            nights.time().set(Nights.at("2026-11-30T22:30"));
            served.ring();
            await(nights, Notice.Kind.BROKEN_FILES, "waits: the files have errors");
            assertEquals(List.of("first", "first"), nights.live());
            assertEquals(List.of(), served.ended());
            nights.time().set(Nights.at("2026-11-30T22:40"));
            Files.writeString(nights.playbookFile(), sound);
            served.ringUntilEnded(1);
            assertEquals(0, Nights.code(served.ended().get(0)));
            assertEquals(List.of("monday", "monday"), nights.live());
            assertEquals(1, nights.rows().size());
            var sent = nights.sent();
            assertTrue(
                    sent.get(0).startsWith("problems: files: ") && sent.get(0).contains("nothing starts"),
                    sent::toString);
            assertTrue(
                    sent.get(1).startsWith("problems: files: what is due since 2026-11-30T21:30:00Z waits"),
                    sent::toString);
            assertTrue(sent.stream().anyMatch(message -> message.startsWith("done: ")), sent::toString);
        }
    }

    @Test
    void a_hold_ends_and_a_report_is_sent_although_the_playbook_is_no_yaml() throws Exception {
        try (var nights = new Nights(2, "2026-11-30T12:00")) {
            nights.replace("batches: [1,", "batches: [{ size: 1, soak: 0s, hold: { for: 2h, then: revert } },");
            nights.replace("webhook: '", "report: '07:30', webhook: '");
            try (var served = new ServedSites(
                    DaemonSpec.of(nights.inventoryFile(), nights.playbookFile()),
                    nights.coordinator(),
                    nights::on,
                    nights.time())) {
                nights.build("monday", "2026-11-30T20:00");
                nights.time().set(Nights.at("2026-11-30T22:30"));
                served.ringUntilEnded(1);
                assertEquals(List.of("monday", "first"), nights.live());
                Files.writeString(nights.playbookFile(), "playbook: [");
                served.ring();
                await(nights, Notice.Kind.BROKEN_FILES, "nothing starts until the files are mended");
                nights.time().set(Nights.at("2026-12-01T01:30"));
                served.ringUntilEnded(2);
                assertEquals(List.of("first", "first"), nights.live());
                nights.sent();
                nights.time().set(Nights.at("2026-12-01T07:30"));
                served.ring();
                Awaitility.await("the report").atMost(Duration.ofMinutes(1)).until(() -> nights.sent().stream()
                        .anyMatch(message -> message.startsWith("report: ")));
            }
        }
    }
}
