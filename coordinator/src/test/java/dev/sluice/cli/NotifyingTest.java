package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.notify.Receiver;
import dev.sluice.notify.Receiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands with a fleet in this process, and a web server that is notified. */
class NotifyingTest {
    private static final String EVENTS = "[started, held, failed, reverted, done, skipped]";

    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.of(2);
    }

    @AfterEach
    void end() {
        project.close();
    }

    private void notifying(String url, String more) throws IOException {
        notifying(url, more, EVENTS);
    }

    private void notifying(String url, String more, String events) throws IOException {
        var text = Files.readString(project.playbook());
        var kept = text.contains("notify:") ? text.substring(0, text.indexOf("notify:")) : text;
        Files.writeString(
                project.playbook(), kept + "notify: [{ webhook: '" + url + "', events: " + events + more + " }]\n");
    }

    private static JsonNode json(Received received) {
        return JsonMapper.shared().readTree(received.body());
    }

    @Test
    void a_release_reports_its_start_and_its_end_and_what_went_out() throws Exception {
        try (var receiver = new Receiver(200)) {
            notifying(receiver.url(), "");
            project.released("a1");
            assertEquals("started", json(receiver.take()).path("type").asString());
            var done = json(receiver.take());
            assertEquals("done", done.path("type").asString());
            assertEquals("a1", done.at("/rollout/release").asString());
            assertTrue(done.at("/rollout/bytes").asLong() > 0, done::toString);
            assertEquals(2, done.at("/rollout/hosts").asInt());
            assertEquals(0, receiver.count());
        }
    }

    /** From its plan to its last event, as it is recorded. */
    private Duration rollout(String id) throws IOException {
        project.released(id);
        var at = new ArrayList<Instant>();
        try (var all = Files.walk(project.state())) {
            var journal = all.filter(file -> file.endsWith("journal.jsonl"))
                    .filter(file -> holds(file, id))
                    .findFirst()
                    .orElseThrow();
            for (var line : Files.readAllLines(journal)) {
                at.add(Instant.parse(line.replaceFirst(".*?\"at\\\\?\":\\\\?\"([^\"\\\\]+)\\\\?\".*", "$1")));
            }
        }
        return Duration.between(at.get(0), at.get(at.size() - 1));
    }

    private static boolean holds(Path journal, String id) {
        try {
            return Files.readString(journal.resolveSibling("plan.json")).contains("\"id\": \"" + id + "\"");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_webhook_that_hangs_makes_no_rollout_slower_and_changes_no_exit_code() throws Exception {
        try (var receiver = new Receiver(0)) {
            var without = new ArrayList<Duration>();
            var with = new ArrayList<Duration>();
            rollout("warm");
            // Once something waits for this receiver, each command waits for it at its end.
            for (int i = 0; i < 2; i++) {
                without.add(rollout("a" + i));
            }
            notifying(receiver.url(), "");
            for (int i = 0; i < 2; i++) {
                with.add(rollout("b" + i));
            }
            var fastest = with.stream().min(Duration::compareTo).orElseThrow();
            var usual = without.stream().min(Duration::compareTo).orElseThrow();
            assertTrue(
                    fastest.compareTo(usual.multipliedBy(2).plusMillis(500)) < 0,
                    () -> with + " instead of " + without);
            var check = project.line("self-check");
            assertTrue(check.out().contains("notifications"), check::out);
        }
    }

    @Test
    void what_is_given_up_is_shown_by_self_check_and_status() throws Exception {
        try (var receiver = new Receiver(404)) {
            notifying(receiver.url(), "");
            project.released("a1");
            receiver.take();
            receiver.take();
            var check = project.line("self-check").out();
            assertTrue(check.contains("notifications: 2 could not be delivered"), check);
            assertTrue(check.contains(receiver.url() + ": status 404: no"), check);
            assertTrue(project.ends(0, "status").out().contains("2 notifications could not be delivered"));
        }
    }

    @Test
    void a_freeze_is_reported_once_and_the_start_that_it_skips_is_silent_and_has_its_row() throws Exception {
        try (var receiver = new Receiver(200)) {
            notifying(receiver.url(), "", "[frozen, skipped, problems]");
            Files.writeString(project.playbook(), Files.readString(project.playbook()) + """
                    schedule: [{ name: often, cron: '* * * * * ?', zone: UTC, artifact: { newest: 'none/*', digest: optional, wait_for: 0s } }]
                    """);
            project.ends(0, "schedule run");
            receiver.answer(200);
            project.ends(0, "freeze", "--message", "the database moves", "--until", "1h");
            var frozen = json(receiver.take());
            assertEquals("frozen", frozen.path("type").asString());
            assertTrue(frozen.path("title").asString().endsWith(": the database moves"), frozen::toString);
            awaitSecond();
            assertTrue(project.ends(0, "schedule run").err().contains("the database moves"));
            assertTrue(project.ends(0, "schedule list").out().contains("is frozen: the database moves"));
            assertEquals(0, receiver.count(), "a skip by a freeze");
            project.ends(0, "unfreeze");
            awaitSecond();
            project.ends(0, "schedule run");
            assertEquals("skipped", json(receiver.take()).path("type").asString());
        }
    }

    /** The schedule is due in every second. */
    private static void awaitSecond() {
        var begin = Instant.now().getEpochSecond();
        while (Instant.now().getEpochSecond() == begin) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_hold_that_ends_soon_is_reported_once_whoever_notices_it() throws Exception {
        try (var receiver = new Receiver(200)) {
            notifying(receiver.url(), "", "[expiring]");
            project.replace(
                    project.playbook(),
                    "[1, 34%, 50%]",
                    "[{ size: 1, soak: 0s, hold: { for: 25m, then: revert } }, 50%]");
            project.ends(8, "release --yes", "--artifact", project.artifact(), "--release", "a1");
            assertEquals(0, receiver.count());
            project.ends(0, "schedule run");
            var expiring = json(receiver.take());
            assertEquals("expiring", expiring.path("type").asString());
            assertTrue(expiring.path("title").asString().contains("every host is reverted at "), expiring::toString);
            assertTrue(expiring.at("/next/0").asString().startsWith("sluice promote "), expiring::toString);
            project.ends(0, "schedule run");
            project.ends(0, "promote --yes");
            assertEquals(0, receiver.count());
        }
    }

    @Test
    void a_morning_report_is_made_once_a_day_also_when_nothing_happened() throws Exception {
        try (var receiver = new Receiver(200)) {
            notifying(receiver.url(), ", report: '00:00', zone: UTC");
            project.ends(0, "schedule run");
            project.ends(0, "schedule run");
            var report = json(receiver.take());
            assertEquals("report", report.path("type").asString());
            assertTrue(report.path("title").asString().startsWith("report: nothing happened since"), report::toString);
            assertEquals(0, receiver.count());
        }
    }

    @Test
    void what_one_process_could_not_deliver_the_line_of_cron_delivers() throws Exception {
        try (var receiver = new Receiver(503)) {
            notifying(receiver.url(), "");
            project.released("a1");
            receiver.answer(200);
            try (var waiting = Files.list(project.state().resolve(".outbox/pending"))) {
                for (var file : waiting.toList()) {
                    var text = Files.readString(file);
                    Files.writeString(
                            file,
                            text.replaceAll("\"notBefore\":\"[^\"]+\"", "\"notBefore\":\"2026-01-01T00:00:00Z\""));
                }
            }
            project.ends(0, "schedule run");
            assertEquals(
                    List.of("started", "done"),
                    List.of(
                            json(receiver.take()).path("type").asString(),
                            json(receiver.take()).path("type").asString()));
        }
    }
}
