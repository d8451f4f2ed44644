package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServerAnswerTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "401, '', BLOCKED, asks for a password, web.headers.Authorization",
        "405, <center>nginx</center>, NOT_ENDPOINT, as for a static file, the text of PHP files may be readable",
        "413, '', BLOCKED, takes no body, client_max_body_size",
        "421, '', BLOCKED, no site of this name, web.host",
        "429, slow down, LIMITED, rate limit, limit_req",
        "502, '', SERVER_ERROR, no answer from PHP, PHP-FPM runs",
        "503, <center>nginx</center>, LIMITED, rate limit, limit_req",
        "504, '', NO_ANSWER, gave up waiting for PHP, pm.max_children",
        "400, The plain HTTP request was sent to HTTPS port, BLOCKED, expects TLS, https://",
        "400, speaking plain HTTP to an SSL-enabled server port, BLOCKED, expects TLS, https://",
        "200, '<form><input type=\"password\"></form>', BLOCKED, a login page, exempt the endpoint",
        "403, '<script src=\"/cdn-cgi/challenge-platform/x\">', BLOCKED, a CDN answers, so that no CDN is in between",
    })
    void each_answer_of_a_web_server_has_its_own_words(int status, String body, Kind kind, String seen, String next) {
        var known = of(status, body).orElseThrow();
        assertEquals(kind, known.kind());
        assertTrue(known.seen().contains(seen), known::seen);
        assertTrue(known.next().contains(next), known::next);
    }

    @Test
    void what_can_be_the_endpoints_is_left_to_it() {
        assertEquals(Optional.empty(), of(200, "{\"ok\":true,\"error\":\"type=\\\"password\\\"\"}"));
        assertEquals(Optional.empty(), of(403, "denied"));
        assertEquals(Optional.empty(), of(500, "fatal"));
    }

    @Test
    void a_challenge_is_known_by_its_header_too() {
        var answer = new HttpAnswer(403, Map.of("cf-mitigated", List.of("challenge")), "", Duration.ZERO);
        assertEquals(
                Kind.BLOCKED,
                WebServerAnswer.of(answer, "/_sluice.php").orElseThrow().kind());
    }

    private static Optional<WebServerAnswer> of(int status, String body) {
        return WebServerAnswer.of(new HttpAnswer(status, Map.of(), body, Duration.ZERO), "/_sluice.php");
    }
}
