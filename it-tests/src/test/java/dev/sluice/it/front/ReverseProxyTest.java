package dev.sluice.it.front;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.PaperSite;
import dev.sluice.it.release.SluiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A daemon behind the nginx of the page about HTTP: people whom it signs in, programs with tokens, and those who are neither. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ReverseProxyTest {
    private static final Pattern LISTENING = Pattern.compile("listening at http://127\\.0\\.0\\.1:(\\d+)/");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String SITE = "/api/v1/sites/demo/shop";
    private static final String MAY_FREEZE = "id=\"act-freeze\"";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
    private PaperSite site;
    private SluiceProcess daemon;
    private int port;
    private NginxOfThePage nginx;
    private String token;

    @BeforeAll
    void serve(@TempDir Path directory) throws Exception {
        var files = Files.createDirectory(directory.resolve("site"));
        site = PaperSite.start(2, files, playbook -> playbook);
        Files.writeString(
                Files.createFile(
                        files.resolve("proxy.secret"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                SECRET + "\n");
        Files.writeString(
                files.resolve("sluice.yml"),
                "sites: [{ inventory: inventory.yml, playbook: playbook.yml }]\nlisten: 127.0.0.1:0\nartifacts: ['"
                        + Path.of(site.build()).getParent() + "']\n"
                        + NginxOfThePage.block("yaml", "## People and the reverse proxy"));
        token = ends(0, site.operator().run("token", "create", "jenkins", "--scope", "read,run"))
                .found("(sluice_\\S+)");
        daemon = site.operator().start("serve", "--config", "sluice.yml");
        Awaitility.await("a daemon that listens")
                .atMost(Duration.ofMinutes(1))
                .until(() -> LISTENING.matcher(daemon.outSoFar()).find());
        var found = LISTENING.matcher(daemon.outSoFar());
        assertTrue(found.find());
        port = Integer.parseInt(found.group(1));
        nginx = NginxOfThePage.start(Files.createDirectory(directory.resolve("nginx")), port, SECRET);
    }

    @AfterAll
    void end() throws Exception {
        nginx.close();
        daemon.close();
        site.close();
    }

    private static HttpRequest.Builder request(int port, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        return client.send(request(port, path, headers).build(), BodyHandlers.ofString());
    }

    private static String[] as(String person, String... more) {
        var password = Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
        var headers = new ArrayList<>(List.of("Authorization", "Basic " + password));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    @Test
    void people_have_the_scopes_of_their_names() throws Exception {
        var alice = get(nginx.people(), "/sites/demo/shop", as("alice"));
        assertEquals(200, alice.statusCode(), alice::body);
        assertTrue(alice.body().contains(MAY_FREEZE), alice::body);
        var bert = get(nginx.people(), "/sites/demo/shop", as("bert"));
        assertEquals(200, bert.statusCode(), bert::body);
        assertFalse(bert.body().contains(MAY_FREEZE), bert::body);
    }

    @Test
    void what_a_client_writes_into_the_headers_of_the_proxy_counts_nowhere() throws Exception {
        var forged = new String[] {"X-Forwarded-User", "alice", "X-Sluice-Proxy", SECRET};
        var bert = get(nginx.people(), "/sites/demo/shop", as("bert", forged));
        assertEquals(200, bert.statusCode(), bert::body);
        assertFalse(bert.body().contains(MAY_FREEZE), bert::body);
        assertEquals(401, get(nginx.programs(), "/api/v1/sites", forged).statusCode());
        assertEquals(401, get(nginx.people(), "/api/v1/sites", forged).statusCode());
    }

    @Test
    void an_account_of_the_machine_that_does_not_have_the_secret_is_nobody() throws Exception {
        assertEquals(
                401, get(port, SITE + "/hosts", "X-Forwarded-User", "alice").statusCode());
        var guessed = get(port, SITE + "/hosts", "X-Forwarded-User", "alice", "X-Sluice-Proxy", "guess");
        assertEquals(401, guessed.statusCode());
        assertTrue(guessed.body().contains("only a trusted proxy may name a person"), guessed::body);
        var twice = get(
                port,
                SITE + "/hosts",
                Stream.of("X-Forwarded-User", "alice", "X-Forwarded-User", "bert", "X-Sluice-Proxy", SECRET)
                        .toArray(String[]::new));
        assertEquals(401, twice.statusCode());
    }

    @Test
    void a_program_shows_its_token_to_the_other_server() throws Exception {
        var bearer = "Bearer " + token;
        assertEquals(
                200,
                get(nginx.programs(), SITE + "/hosts", "Authorization", bearer).statusCode());
        assertEquals(
                200,
                get(nginx.programs(), SITE + "/hosts", "Authorization", bearer, "X-Forwarded-User", "alice")
                        .statusCode());
        assertEquals(
                401,
                get(nginx.people(), SITE + "/hosts", "Authorization", bearer).statusCode());
        assertEquals(
                401,
                get(port, SITE + "/hosts", "Authorization", bearer, "X-Forwarded-User", "alice")
                        .statusCode());
    }

    @Test
    void metrics_and_health_are_at_the_server_for_programs() throws Exception {
        var shown = get(nginx.programs(), "/metrics", "Authorization", "Bearer " + token);
        assertEquals(200, shown.statusCode(), shown::body);
        assertEquals(401, get(nginx.programs(), "/metrics").statusCode());
        Awaitility.await("a daemon that is healthy")
                .atMost(Duration.ofMinutes(1))
                .until(() -> get(nginx.programs(), "/healthz").body().equals("ok\n"));
    }

    @Test
    void the_events_of_a_rollout_that_waits_arrive_at_the_browser_of_a_person() throws Exception {
        var order = request(nginx.programs(), SITE + "/rollouts", "Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(
                        "{\"artifact\":\"%s\",\"release\":\"v2\",\"until\":1}".formatted(site.build())))
                .build();
        var begun = client.send(order, BodyHandlers.ofString());
        assertEquals(202, begun.statusCode(), begun::body);
        var rollout = begun.body().replaceAll("(?s).*\"rollout\" ?: ?\"([^\"]+)\".*", "$1");
        var events = client.send(
                request(nginx.people(), SITE + "/rollouts/" + rollout + "/events", as("bert"))
                        .build(),
                BodyHandlers.ofLines());
        assertEquals(200, events.statusCode());
        try (var lines = events.body()) {
            assertTrue(lines.anyMatch(line -> line.contains("\"Held\"")));
        }
    }
}
