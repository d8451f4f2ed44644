package dev.sluice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.engine.Complaint;
import dev.sluice.host.CommandResult;
import dev.sluice.host.HttpAnswer;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostSelector;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.HealthCheck.CommandCheck;
import dev.sluice.playbook.HealthCheck.HttpCheck;
import dev.sluice.playbook.HealthCheck.TcpCheck;
import dev.sluice.rollout.Excerpt;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybookHealthProbeTest {
    private static final Host WEB = PlanDraft.host(PlanDraft.web(1));
    private static final SecretSource SECRETS = reference -> new Secret("s3cret");
    private final FakeHost host = new FakeHost();

    private List<String> complaints(SecretSource secrets, Duration timeout, HealthCheck... checks) {
        return Complaint.texts(
                new PlaybookHealthProbe(List.of(checks), timeout, secrets, host.sessions()).complaints(WEB, host));
    }

    private List<String> complaints(HealthCheck... checks) {
        return complaints(SECRETS, Duration.ofSeconds(60), checks);
    }

    private static HttpCheck page(Map<String, String> json) {
        return new HttpCheck(
                "ready", "/healthz", 200, Optional.empty(), json, Map.of(), Optional.empty(), Optional.empty());
    }

    private void answers(String body) {
        host.page = new HttpAnswer(200, Map.of(), body, Duration.ofMillis(801));
    }

    private static TcpCheck port(int port) {
        return new TcpCheck("cache", "127.0.0.1", port, Optional.empty());
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_port_that_accepts_is_good_and_nothing_is_asked_by_http() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(List.of(), complaints(port(listening.getLocalPort())));
        }
        assertEquals(List.of(), host.asked);
    }

    @Test
    void a_dead_port_is_named_as_seen_from_the_host() throws Exception {
        var dead = freePort();
        assertEquals(List.of("cache: no connection to 127.0.0.1:" + dead), complaints(port(dead)));
    }

    @Test
    void a_port_behind_a_silent_firewall_is_given_up() {
        host.silent = true;
        assertEquals(
                List.of("cache: no connection to 127.0.0.1:7 within 50 ms, as seen from the host"),
                complaints(SECRETS, Duration.ofMillis(50), port(7)));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "3   | no  | inactive      | ended with 3: inactive",
                "1   | no  | ''            | ended with 1, without output",
                "143 | yes | ''            | was ended after 60000 ms, without output",
            })
    void a_command_that_fails_says_how_and_what_it_wrote_last(int status, String over, String wrote, String said) {
        host.answer = new CommandResult(
                "", Map.of("status", Integer.toString(status), "over", over, "output", wrote), List.of(), "");
        assertEquals(
                List.of("queue: 'systemctl is-active q' " + said),
                complaints(new CommandCheck("queue", "systemctl is-active q", Optional.empty())));
        assertEquals(List.of(), host.asked);
    }

    @Test
    void what_a_command_wrote_is_harmless_to_print() {
        var wrote = "\u001b[31mred\u001b[0m\n\u001b]0;title\u0007!\u202e\u0000";
        host.answer = new CommandResult("", Map.of("status", "4", "over", "no", "output", wrote), List.of(), "");
        assertEquals(
                List.of("queue: 'run' ended with 4: red !"),
                complaints(new CommandCheck("queue", "run", Optional.empty())));
    }

    @Test
    void of_much_output_the_end_is_shown() {
        host.answer = new CommandResult(
                "", Map.of("status", "1", "over", "no", "output", "x".repeat(1990) + " the cause"), List.of(), "");
        var said =
                complaints(new CommandCheck("queue", "run", Optional.empty())).get(0);
        assertTrue(said.endsWith(" the cause") && said.length() < 250, said);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"ok\"}      | /status | \"ok\" | ''",
                "{\"db\":{\"a/b\":[1,2]}} | /db/a~1b/1 | 2   | ''",
                "{\"status\":\"bad\"}     | /status | \"ok\" | has at /status the value \"bad\", not \"ok\"",
                "{\"db\":\"true\"}        | /db     | true   | has at /db the value \"true\", not true",
                "{}                       | /status | \"ok\" | has no value at /status",
                "<html>                   | /status | \"ok\" | answered 200 with something that is not JSON",
                "{\"status\":\"a\\u001b[2Jb\"} | /status | \"ok\" | has at /status the value \"a\\u001B[2Jb\", not \"ok\"",
            })
    void json_pointers(String body, String pointer, String wanted, String said) {
        answers(body);
        assertEquals(
                said.isEmpty() ? List.of() : List.of("ready: /healthz " + said),
                complaints(page(Map.of(pointer, wanted))));
    }

    @Test
    void an_answer_that_is_too_slow_is_not_good() {
        answers("");
        var check = new HttpCheck(
                "ready",
                "/",
                200,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.of(Duration.ofMillis(800)),
                Optional.empty());
        assertEquals(List.of("ready: / took 801 ms, more than 800 ms"), complaints(check));
    }

    @Test
    void a_page_that_gives_no_answer_is_no_good_sign() {
        host.unreachable = true;
        assertEquals(List.of("ready: /healthz gave no answer: connection refused"), complaints(page(Map.of())));
    }

    private static HttpCheck withToken() {
        return new HttpCheck(
                "ready",
                "/",
                200,
                Optional.of("</html>"),
                Map.of(),
                Map.of("Authorization", ConfiguredValue.parse("Bearer env:TOKEN")),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void a_header_is_sent_with_its_secret_and_no_message_has_it() {
        var said = complaints(withToken());
        assertEquals("Bearer s3cret", host.asked.get(0).headers().get("Authorization"));
        assertEquals(List.of("ready: / answered 200, but without '</html>'"), said);
        assertFalse(said.toString().contains("s3cret"));
    }

    @Test
    void a_site_that_shows_the_header_of_its_request_is_quoted_without_the_secret() {
        answers("{\"sent\": \"Bearer s3cret\"}");
        var check = new HttpCheck(
                "ready",
                "/",
                200,
                Optional.empty(),
                Map.of("/sent", "\"nothing\""),
                Map.of("Authorization", ConfiguredValue.parse("Bearer env:TOKEN")),
                Optional.empty(),
                Optional.empty());
        var said = complaints(check).toString();
        assertTrue(said.contains("Bearer [secret]"), said);
        assertFalse(said.contains("s3cret"), said);
    }

    @Test
    void without_its_secret_nothing_is_asked() {
        SecretSource none = reference -> {
            throw new SecretException("env:TOKEN is not set");
        };
        assertEquals(
                List.of("ready: / was not requested: the header Authorization: env:TOKEN is not set"),
                complaints(none, Duration.ofSeconds(60), withToken()));
        assertEquals(List.of(), host.asked);
    }

    @Test
    void only_the_checks_for_a_host_are_asked_and_counted() {
        var others = Optional.of(HostSelector.parse(List.of("jobs*"), Path.of("")));
        var check = new HttpCheck("page", "/", 500, Optional.empty(), Map.of(), Map.of(), Optional.empty(), others);
        var probe = new PlaybookHealthProbe(List.of(check), Duration.ofSeconds(60), SECRETS, host.sessions());
        assertEquals(0, probe.checks(WEB));
        assertEquals(List.of(), probe.complaints(WEB, host));
        assertEquals(List.of(), host.asked);
    }

    private List<String> excerpt(Map<String, List<String>> headers, String body) {
        host.page = new HttpAnswer(500, headers, body, Duration.ofMillis(1));
        var complaints = new PlaybookHealthProbe(List.of(withToken()), Duration.ofSeconds(60), SECRETS, host.sessions())
                .complaints(WEB, host);
        return complaints.get(0).answer().map(Excerpt::lines).orElse(List.of());
    }

    @Test
    void the_failing_answer_is_quoted_harmless_short_and_without_secrets() {
        var html = Map.of("content-type", List.of("text/html; charset=UTF-8"));
        assertEquals(
                List.of("Oops <1>", "Fatal error: Uncaught PDOException: gone in /srv/index.php:3", "Stack trace:"),
                excerpt(
                        html,
                        "<!doctype html><html><head><title>Oops &lt;1&gt;</title><style>p{}</style></head><body><script>x()</script>"
                                + "<br />\n<b>Fatal error</b>:  Uncaught PDOException: gone in <b>/srv/index.php:3</b><br/>Stack trace:"));
        assertEquals(
                List.of("{\"status\":\"fail\",\"key\":\"[secret]\"}"),
                excerpt(Map.of(), "{\"status\":\"fail\",\"key\":\"s3cret\"}\n\n"));
        assertEquals(List.of("a b"), excerpt(Map.of(), "a\u001b[2J\u0000b\u202e\r\n"));
        assertEquals(List.of(), excerpt(Map.of(), " \n\t"));
        var tooLong = excerpt(Map.of(), "x".repeat(1 << 20));
        assertEquals(200, tooLong.get(0).length());
        assertEquals(6, excerpt(Map.of(), "1\n2\n3\n4\n5\n6\n7\n8\n").size());
    }
}
