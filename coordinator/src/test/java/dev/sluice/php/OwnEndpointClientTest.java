package dev.sluice.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretReference;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.php.EndpointException.Kind;
import dev.sluice.playbook.EndpointChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnEndpointClientTest {
    private final List<HttpCall> calls = new ArrayList<>();

    @Test
    void it_is_asked_with_its_header_and_must_answer_with_the_text() throws Exception {
        client("/_token?a=b", 200, "cache: success").call();
        assertEquals("/_token?a=b", calls.get(0).path());
        assertEquals("Bearer s3cret-token", calls.get(0).headers().get("Authorization"));
    }

    @Test
    void of_a_whole_url_only_the_path_counts() throws Exception {
        client("https://shop.example.com/_token", 200, "success").call();
        client("https://shop.example.com", 200, "success").call();
        assertEquals("/_token", calls.get(0).path());
        assertEquals("/", calls.get(1).path());
    }

    @Test
    void another_text_is_a_failure() {
        var failure = failure(200, "please log in");
        assertEquals(Kind.NOT_ENDPOINT, failure.kind());
        assertTrue(failure.toString().contains("without the expected \"success\": please log in"), failure.toString());
    }

    @Test
    void other_answers_are_told_apart() {
        assertEquals(Kind.MISSING, failure(404, "").kind());
        assertEquals(Kind.REFUSED, failure(403, "").kind());
        assertEquals(Kind.REDIRECT, failure(301, "").kind());
        assertEquals(Kind.SERVER_ERROR, failure(503, "").kind());
    }

    @Test
    void a_debug_page_that_holds_the_header_does_not_carry_the_secret_into_the_message() {
        var failure = failure(500, "HTTP_AUTHORIZATION: Bearer s3cret-token");
        assertFalse(failure.toString().contains("s3cret"), failure.toString());
        assertTrue(failure.toString().contains("Bearer [secret]"), failure.toString());
    }

    private EndpointException failure(int status, String body) {
        return assertThrows(
                EndpointException.class, () -> client("/_token", status, body).call());
    }

    private OwnEndpointClient client(String url, int status, String body) {
        var reference = new SecretReference(SecretReference.Kind.ENV, "DEPLOY_TOKEN");
        var own = new EndpointChoice.Own(url, "Authorization", "Bearer ", reference, "success");
        return new OwnEndpointClient(answering(status, body), own, new Secret("s3cret-token"));
    }

    private HostHttp answering(int status, String body) {
        return new HostHttp() {
            @Override
            public HttpAnswer send(HttpCall call) {
                calls.add(call);
                return new HttpAnswer(status, Map.of(), body, Duration.ofMillis(3));
            }

            @Override
            public void close() {
                calls.clear();
            }
        };
    }
}
