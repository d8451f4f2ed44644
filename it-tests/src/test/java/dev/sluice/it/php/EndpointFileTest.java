package dev.sluice.it.php;

import static dev.sluice.it.php.HandWritten.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.HttpAnswer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import dev.sluice.opcache.EndpointClient;
import dev.sluice.opcache.EndpointException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.EndpointScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** To whom the PHP file answers, and what. */
@TestInstance(Lifecycle.PER_CLASS)
class EndpointFileTest {
    private final RealFleet fleet = RealFleet.start(1);
    private final EndpointHost host = new EndpointHost(fleet.host(1));

    @BeforeAll
    void start() throws Exception {
        host.makeLive(SampleSite.of("v1"));
    }

    @AfterAll
    void end() {
        host.close();
        fleet.close();
    }

    @Test
    void it_is_php_without_a_syntax_error(@TempDir Path directory) throws Exception {
        var file = Files.write(directory.resolve(EndpointScript.NAME), EndpointScript.bytes());
        var lint = new ProcessBuilder("php", "-l", file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, lint.waitFor(), said);
    }

    @Test
    void a_signed_request_is_answered_with_what_this_worker_serves() throws Exception {
        var state = host.client().status("v1");
        assertTrue(state.release().names("v1"), state::toString);
        assertEquals("fpm-fcgi", state.worker().sapi());
        assertEquals("shop", state.worker().pool());
        assertEquals(4, state.worker().workers().size());
        assertTrue(
                fleet.host(1).fpm().childPids().contains((long) state.worker().pid()));
        assertEquals(fleet.host(1).fpm().pid(), state.worker().master());
        assertTrue(state.worker().workers().stream()
                .anyMatch(worker -> worker.pid() == state.worker().pid()
                        && worker.start() == state.worker().start()));
        assertTrue(state.opcache().settings().visible()
                && state.opcache().settings().enabled());
        assertTrue(state.opcache().memory().free() > 0);
        assertTrue(state.facts().isEmpty());
    }

    @Test
    void facts_add_what_does_not_change() throws Exception {
        var facts = host.client().facts("v1").facts().orElseThrow();
        assertTrue(facts.php().matches("\\d+\\.\\d+\\.\\d+.*"), facts::php);
        assertEquals("link", facts.root());
        assertEquals(120, facts.realpathCacheSeconds());
    }

    @Test
    void to_a_stranger_it_is_a_php_file_that_is_not_there() throws Exception {
        for (var method : List.of("GET", "POST", "HEAD", "PUT")) {
            var missing = PlainHttp.shown(ask(method, "/_nothing.php", "{}"));
            assertEquals(missing, PlainHttp.shown(ask(method, EndpointHost.PATH, "{}")), method);
            assertTrue(missing.startsWith("404"), missing);
        }
    }

    @Test
    void a_key_that_the_host_does_not_know_gets_the_same_404() {
        var stranger = host.client(EndpointKey.generate(new SecureRandom()), host.at, InstantSource.system());
        assertEquals(Kind.MISSING, failure(stranger).kind());
    }

    @Test
    void a_request_for_another_host_site_or_inventory_is_told_whose_endpoint_it_reached() {
        for (var other : List.of(
                new EndpointSite("test", "shop", "web99"),
                new EndpointSite("test", "blog", host.at.host()),
                new EndpointSite("prod", "shop", host.at.host()))) {
            var failure = failure(host.client(host.key, other, InstantSource.system()));
            assertEquals(Kind.WRONG_PLACE, failure.kind());
            assertTrue(failure.toString().contains("test/shop on web01"), failure.toString());
        }
    }

    @Test
    void a_nonce_is_taken_once() throws Exception {
        var client = host.client(host.key, host.at, InstantSource.system(), () -> "00000000000000000000000000000001");
        client.status("v1");
        var failure = failure(client);
        assertEquals(Kind.REJECTED, failure.kind());
        assertTrue(failure.toString().contains("refused status: replayed"), failure.toString());
    }

    @Test
    void a_clock_that_is_wrong_is_told_in_seconds() throws Exception {
        var behind = host.client(host.key, host.at, () -> Instant.now().minusSeconds(3600));
        var failure = failure(behind);
        assertEquals(Kind.SKEW, failure.kind());
        assertTrue(
                failure.toString().matches(".*clock skew 36\\d\\d s, the host's clock is ahead of ours.*"),
                failure.toString());
        assertEquals(
                Kind.SKEW,
                failure(host.client(host.key, host.at, () -> Instant.now().plusSeconds(90)))
                        .kind());
        host.client(host.key, host.at, () -> Instant.now().minusSeconds(40)).status("v1");
    }

    @Test
    void what_it_does_not_know_it_says_to_those_who_sign() throws Exception {
        assertEquals("unknown_op", host.error(body("dance")));
        assertEquals("version", host.error(body("status").with("v", "9")));
        assertEquals("nonce", host.error(body("status").with("nonce", "\"../0123456789abcdef0123456789abc\"")));
        var list = host.http().send(new HandSigned(host.key).post(EndpointHost.PATH, "[]"));
        assertTrue(list.body().contains("\"error\":\"version\""), list::body);
        assertEquals(
                404,
                host.http()
                        .send(new HandSigned(host.key).post(EndpointHost.PATH, "no json"))
                        .status());
    }

    @Test
    void a_second_reset_within_ten_seconds_is_for_reverts_only() throws Exception {
        host.reset(Duration.ofSeconds(20)).apply("v1", Purpose.REVERT);
        assertEquals("too_soon", host.error(body("reset")));
        assertEquals("", host.error(body("reset").with("purpose", "\"revert\"")));
    }

    @Test
    void a_release_waits_until_the_last_reset_is_ten_seconds_old() throws Exception {
        host.reset(Duration.ofSeconds(20)).apply("v1", Purpose.REVERT);
        assertEquals("too_soon", host.error(body("reset")));
        var waited = host.reset(Duration.ofSeconds(20)).apply("v1", Purpose.RELEASE);
        assertEquals(waited.before().count() + 1, waited.after().count(), waited::toString);
    }

    @Test
    void nothing_in_an_answer_gives_the_host_away() throws Exception {
        var answer = host.answer(body("status"));
        assertEquals("no-store", answer.header("cache-control").orElse(""));
        assertTrue(answer.header("x-powered-by").isEmpty());
        assertFalse(answer.body().contains(host.host.sitePath().toString()), answer.body());
        assertFalse(answer.body().contains("8."), answer.body());
    }

    private static EndpointException failure(EndpointClient client) {
        return assertThrows(EndpointException.class, () -> client.status("v1"));
    }

    private HttpAnswer ask(String method, String path, String body) throws Exception {
        return host.http().send(HandSigned.call(method, path, Map.of(), body));
    }
}
