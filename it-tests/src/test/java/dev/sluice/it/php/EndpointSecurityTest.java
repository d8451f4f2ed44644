package dev.sluice.it.php;

import static dev.sluice.it.php.HandWritten.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Who gets an answer. Everybody else gets one page, where PHP tells and prints whatever it can. */
@TestInstance(Lifecycle.PER_CLASS)
class EndpointSecurityTest {
    /** Functions of the endpoint's own namespace are found before PHP's: so its checks of signatures are counted. */
    private static final String RUN_BEFORE = """
            <?php
            namespace Sluice\\Endpoint;
            function openssl_verify($text, $signature, $key, $algorithm)
            {
                file_put_contents(sys_get_temp_dir() . '/checks', '.', FILE_APPEND);
                return \\openssl_verify($text, $signature, $key, $algorithm);
            }
            if (basename($_SERVER['SCRIPT_FILENAME']) === '_sluice.php') {
                $_SERVER['REMOTE_ADDR'] = $_SERVER['HTTP_PEER_IN_TEST'] ?? $_SERVER['REMOTE_ADDR'];
                header('Set-Cookie: visitor=1');
                header('X-Site: shop');
                echo 'printed by the site';
            }
            """;

    private static final String PEER = "Peer-In-Test";
    private static final String ELSEWHERE = "192.0.2.7";

    private final RealFleet fleet = RealFleet.of(1)
            .php("display_errors = 1", "html_errors = 0", "expose_php = 1", "output_buffering = 4096")
            .start();
    private final EndpointHost host = new EndpointHost(fleet.host(1));
    private final HandSigned signed = new HandSigned(host.key);
    private final EndpointKey other = EndpointKey.generate(new SecureRandom());

    @BeforeAll
    void start() throws Exception {
        var prepended = host.host.sitePath().resolve("releases/v1/lib/before.php");
        host.add(SampleSite.of("v1"));
        host.place("v1", "lib/before.php", RUN_BEFORE);
        host.place("v1", "public/.user.ini", "auto_prepend_file = " + prepended + "\n");
        host.host.site().make(SampleSite.of("v1"));
    }

    @BeforeEach
    void trusted() {
        host.trust(host.trusted());
    }

    @AfterAll
    void end() {
        host.close();
        fleet.close();
    }

    @Test
    void what_is_not_signed_as_it_came_is_a_php_file_that_is_not_there() throws Exception {
        var body = body("status").text();
        var stranger = new HandSigned(other);
        var signature = Map.of("Authorization", signed.authorization(EndpointHost.PATH, body));
        var calls = new LinkedHashMap<String, HttpCall>();
        calls.put("no signature", post(EndpointHost.PATH, Map.of(), body));
        calls.put("a password", post(EndpointHost.PATH, Map.of("Authorization", "Basic dTpw"), body));
        calls.put("an unknown key", stranger.post(EndpointHost.PATH, body));
        calls.put(
                "an unknown key under a known name",
                stranger.as(host.key.publicKey()).post(EndpointHost.PATH, body));
        calls.put("another operation", post(EndpointHost.PATH, signature, body.replace("status", "reset")));
        calls.put("a byte more", post(EndpointHost.PATH, signature, body + " "));
        calls.put("another path", post("/" + EndpointHost.PATH, signature, body));
        calls.put("a query", post(EndpointHost.PATH + "?a", signature, body));
        calls.put("another method", HandSigned.call("PUT", EndpointHost.PATH, signature, body));
        for (var call : calls.entrySet()) {
            assertLikeMissing(call.getKey(), call.getValue());
        }
        assertEquals(200, send(post(EndpointHost.PATH, signature, body)).status());
    }

    @Test
    void what_is_signed_and_no_request_is_a_php_file_that_is_not_there() throws Exception {
        for (var text : List.of("", "no json", "\"status\"", "1", "null", "{")) {
            assertLikeMissing(text, signed.post(EndpointHost.PATH, text));
        }
    }

    @Test
    void a_query_is_refused_even_when_it_was_signed() throws Exception {
        for (var query : List.of("?", "?a", "?op=reset")) {
            assertLikeMissing(
                    query, signed.post(EndpointHost.PATH + query, body("status").text()));
        }
        var otherPath = signed.post("/" + EndpointHost.PATH, body("status").text());
        assertEquals(200, send(otherPath).status(), "what is signed is the target as it was sent");
    }

    @Test
    void of_a_body_four_kibibytes_are_taken_and_no_byte_more() throws Exception {
        var longest = signed.post(EndpointHost.PATH, body("status").padded(4096));
        assertEquals(200, send(longest).status());
        assertLikeMissing(
                "a byte more", signed.post(EndpointHost.PATH, body("status").padded(4097)));
    }

    @Test
    void a_minute_is_allowed_between_the_clocks_either_way() throws Exception {
        assertEquals("", host.error(body("status").sentAfter(60)));
        assertEquals("", host.error(body("status").sentAfter(-45)));
        assertEquals("skew", host.error(body("status").sentAfter(75)));
        assertEquals("skew", host.error(body("status").sentAfter(-61)));
    }

    @Test
    void what_only_looks_like_the_right_value_is_refused() throws Exception {
        var right = body("reset");
        assertEquals("version", host.error(right.with("v", "\"1\"")));
        assertEquals("version", host.error(right.with("v", "true")));
        assertEquals("wrong_host", host.error(right.with("host", "true")));
        assertEquals("wrong_site", host.error(right.with("site", "0")));
        assertEquals("wrong_inventory", host.error(right.with("inventory", "[]")));
        assertEquals("skew", host.error(right.with("ts", "\"" + right.time() + "\"")));
        assertEquals("nonce", host.error(right.with("nonce", "[]")));
        assertEquals("nonce", host.error(right.with("nonce", "\"" + "0".repeat(32) + "\\n\"")));
        assertEquals("unknown_op", host.error(right.with("op", "true")));
        assertEquals("unknown_op", host.error(right.with("op", "0")));
    }

    @Test
    void a_release_is_named_and_is_no_path_to_one() throws Exception {
        for (var path : List.of("../current", "./v1", "v1/", "v1/../v1", "v1\\n", "")) {
            assertEquals("no_release", host.error(body("warm").with("release", "\"" + path + "\"")), path);
        }
        assertEquals("", host.error(body("warm")));
    }

    @Test
    void while_a_key_is_replaced_both_are_known_and_then_the_new_one_only() throws Exception {
        var replacing = new HandSigned(other);
        trust(List.of(host.key.publicKey(), other.publicKey()));
        assertEquals(200, send(good(signed)).status());
        assertEquals(200, send(good(replacing)).status());
        assertLikeMissing("the name of the other", good(signed.as(other.publicKey())));
        trust(List.of(other.publicKey()));
        assertEquals(200, send(good(replacing)).status());
        assertLikeMissing("the key before", good(signed));
    }

    @Test
    void whether_a_name_of_a_key_is_known_cannot_be_told_by_the_work() throws Exception {
        trust(List.of(
                host.key.publicKey(), EndpointKey.generate(new SecureRandom()).publicKey()));
        var stranger = new HandSigned(other);
        assertEquals(2, checks(good(stranger)), "of a name that is not known");
        assertEquals(2, checks(good(stranger.as(host.key.publicKey()))), "of one that is");
    }

    @Test
    void what_the_site_prints_and_sets_for_visitors_is_no_part_of_an_answer() throws Exception {
        var answer = send(good(signed));
        assertTrue(answer.body().startsWith("{\"v\":1,"), answer::body);
        assertTrue(
                answer.header("set-cookie").isEmpty() && answer.header("x-site").isEmpty(), answer::toString);
    }

    @Test
    void a_header_beside_the_sites_own_password_is_enough() throws Exception {
        var body = body("status").text();
        var headers = Map.of(
                "Authorization", "Basic dTpw", "Sluice-Authorization", signed.authorization(EndpointHost.PATH, body));
        assertEquals(200, send(post(EndpointHost.PATH, headers, body)).status());
    }

    @Test
    void where_any_address_is_allowed_the_signature_still_counts() throws Exception {
        host.trust(new EndpointTrust(List.of(host.key.publicKey()), host.at, List.of(EndpointTrust.ANY)));
        assertEquals(200, send(from(ELSEWHERE)).status());
        assertLikeMissing("another key", good(new HandSigned(other)));
    }

    @Test
    void an_address_that_is_not_allowed_is_refused_before_any_work_whatever_is_forwarded() throws Exception {
        host.trust(new EndpointTrust(List.of(host.key.publicKey()), host.at, List.of(ELSEWHERE)));
        var call = good(signed);
        var headers = new HashMap<>(call.headers());
        for (var name : List.of("X-Forwarded-For", "X-Real-IP", "Client-IP", "True-Client-IP", "Remote-Addr")) {
            headers.put(name, ELSEWHERE);
        }
        headers.put("Forwarded", "for=" + ELSEWHERE);
        assertLikeMissing("forwarded", post(call.path(), headers, call.body()));
        assertEquals(0, checks(good(signed)));
        assertEquals(200, send(from(ELSEWHERE)).status());
    }

    @Test
    void an_address_counts_by_what_it_is_and_not_by_how_it_is_written() throws Exception {
        for (var loopback : List.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1")) {
            host.trust(new EndpointTrust(List.of(host.key.publicKey()), host.at, EndpointTrust.LOOPBACK));
            assertEquals(200, send(from(loopback)).status(), loopback);
            host.trust(host.trusted().json().replaceFirst(",\"allow\":.*]", ""));
            assertEquals(200, send(from(loopback)).status(), loopback + ", when nothing is said");
        }
        for (var stranger : List.of(ELSEWHERE, "::ffff:192.0.2.7", "127.0.0.1, " + ELSEWHERE, "localhost", "unix:")) {
            assertLikeMissing(stranger, from(stranger));
        }
        host.trust(new EndpointTrust(List.of(host.key.publicKey()), host.at, List.of()));
        assertLikeMissing("nobody is allowed", good(signed));
    }

    @Test
    void a_host_that_knows_no_key_answers_to_nobody() throws Exception {
        for (var said :
                List.of("", "no json", "[]", "{}", "1", host.trusted().json().replace("keys", "key"))) {
            host.trust(said);
            assertLikeMissing(said, good(signed));
        }
        Files.delete(host.trustFile());
        assertLikeMissing("nothing there", good(signed));
    }

    @Test
    void what_a_release_brings_is_never_whom_the_host_trusts() throws Exception {
        var its = new EndpointTrust(List.of(other.publicKey()), host.at, EndpointTrust.LOOPBACK);
        for (var place : List.of(".sluice/endpoint.json", "public/.sluice/endpoint.json")) {
            host.place("v1", place, its.json());
        }
        assertLikeMissing("its key", good(new HandSigned(other)));
        assertEquals(200, send(good(signed)).status());
    }

    /** A right request; refused only for who sends it. */
    private static HttpCall good(HandSigned sender) throws Exception {
        return sender.post(EndpointHost.PATH, body("status").text());
    }

    private HttpCall from(String peer) throws Exception {
        var call = good(signed);
        var headers = new HashMap<>(call.headers());
        headers.put(PEER, peer);
        return post(call.path(), headers, call.body());
    }

    private static HttpCall post(String path, Map<String, String> headers, String body) {
        return HandSigned.call("POST", path, headers, body);
    }

    private void trust(List<EndpointPublicKey> keys) {
        host.trust(new EndpointTrust(keys, host.at, EndpointTrust.LOOPBACK));
    }

    private HttpAnswer send(HttpCall call) throws Exception {
        return host.http().send(call);
    }

    /** As to whoever asks so for a PHP file that the site does not have. */
    private void assertLikeMissing(String what, HttpCall call) throws Exception {
        var path = call.path().replace("_sluice", "_nothing");
        var missing = PlainHttp.shown(send(HandSigned.call(call.method(), path, call.headers(), call.body())));
        assertEquals(missing, PlainHttp.shown(send(call)), what);
        assertTrue(missing.startsWith("404"), missing);
    }

    /** How many signatures PHP checks for a request. */
    private long checks(HttpCall call) throws Exception {
        Path counted = host.host.temporary().resolve("checks");
        Files.deleteIfExists(counted);
        send(call);
        return Files.exists(counted) ? Files.size(counted) : 0;
    }
}
