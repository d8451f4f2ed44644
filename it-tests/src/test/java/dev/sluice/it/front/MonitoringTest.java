package dev.sluice.it.front;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RequiredPrograms;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import dev.sluice.web.AlertRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself has to say of the alerts, and of what a daemon shows. */
class MonitoringTest {
    private static final Pattern LISTENING = Pattern.compile("listening at (http://127\\.0\\.0\\.1:\\d+/)");
    private static final Pattern COMMENTED = Pattern.compile("(?m)^      # (- record: .*|  labels: .*|  expr: .*)$");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** Runs promtool with these words, with a file as its input. */
    private String promtool(Path input, String... words) throws Exception {
        var command = new ArrayList<>(
                List.of(RequiredPrograms.ofThisMachine().program("promtool").toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    @Test
    void each_alert_fires_and_is_quiet_when_it_should() throws Exception {
        var rules = Files.writeString(directory.resolve("alerts.yml"), AlertRules.text());
        var tests = directory.resolve("alerts-test.yml");
        try (var in = MonitoringTest.class.getResourceAsStream("alerts-test.yml")) {
            Files.copy(Objects.requireNonNull(in), tests);
        }
        assertTrue(promtool(rules, "check", "rules", "alerts.yml").contains("SUCCESS: 8 rules found"));
        assertTrue(promtool(rules, "test", "rules", "alerts-test.yml").contains("SUCCESS"));
    }

    @Test
    void the_commented_rules_are_rules_too() throws Exception {
        var all = COMMENTED.matcher(AlertRules.text()).replaceAll("      $1");
        var rules = Files.writeString(directory.resolve("alerts.yml"), all);
        assertTrue(promtool(rules, "check", "rules", "alerts.yml").contains("SUCCESS: 10 rules found"));
    }

    /** What a daemon shows to whoever has the token. */
    private String scraped(Operator operator, String token) throws Exception {
        try (var daemon = operator.start("serve", "--listen", "127.0.0.1:0")) {
            Awaitility.await("a daemon that is healthy")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> get(daemon.outSoFar(), "healthz", token).equals("ok\n"));
            return get(daemon.outSoFar(), "metrics", token);
        }
    }

    /** Empty while it does not listen. */
    private static String get(String output, String path, String token) throws IOException, InterruptedException {
        var address = LISTENING.matcher(output);
        if (!address.find()) {
            return "";
        }
        var request = HttpRequest.newBuilder(URI.create(address.group(1) + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void promtool_has_no_objection_to_what_a_daemon_shows_with_and_without_a_held_rollout() throws Exception {
        var files = Files.createDirectory(directory.resolve("site"));
        try (var site = PaperSite.start(
                2,
                files,
                playbook -> playbook.replace(
                        "[1, 34%, 50%]", "[{ size: 1, soak: 0s, hold: { for: 4h, then: revert } }, 50%]"))) {
            var operator = site.operator();
            var token = ends(0, operator.run("token", "create", "prometheus", "--scope", "read"))
                    .found("(sluice_\\S+)");
            var quiet = scraped(operator, token);
            assertTrue(quiet.contains("sluice_rollout_needs_person{inventory=\"demo\",site=\"shop\"} 0.0"), quiet);
            assertEquals("", promtool(Files.writeString(directory.resolve("quiet"), quiet), "check", "metrics"));

            ends(8, operator.run(site.release("2")));
            var held = scraped(operator, token);
            assertTrue(held.contains("sluice_rollout_needs_person{inventory=\"demo\",site=\"shop\"} 1.0"), held);
            assertTrue(held.contains("sluice_hold_deadline_timestamp_seconds{"), held);
            assertTrue(held.contains("sluice_hosts{inventory=\"demo\",site=\"shop\",state=\"live\"} 1.0"), held);
            assertEquals("", promtool(Files.writeString(directory.resolve("held"), held), "check", "metrics"));
        }
    }
}
