package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretReference;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.opcache.EndpointException.Kind;
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

    @Test
    void an_answer_contains_how_long_it_took_and_any_2xx_is_one() throws Exception {
        assertEquals(Duration.ofMillis(3), client("/_token", 299, "success").call());
        assertEquals(Kind.NOT_ENDPOINT, failure(400, "success").kind());
        assertEquals(Kind.REFUSED, failure(401, "success").kind());
        assertEquals(Kind.SERVER_ERROR, failure(500, "success").kind());
        assertEquals(Kind.NOT_ENDPOINT, failure(499, "success").kind());
    }

    @Test
    void a_redirect_names_where_to() {
        var headers = Map.of("location", List.of("https://login.example.com/?token=s3cret-token"));
        var own = own("/_token?a=b");
        var client = new OwnEndpointClient(
                answering(new HttpAnswer(302, headers, "", Duration.ZERO)), own, new Secret("s3cret-token"));
        var failure = assertThrows(EndpointException.class, client::call);
        assertEquals(
                "the site's endpoint /_token?a=b answered 302 to https://login.example.com/?token=[secret]: ",
                failure.getMessage());
    }

    @Test
    void no_answer_is_reported_with_its_cause() {
        var client = new OwnEndpointClient(
                new HostHttp() {
                    @Override
                    public HttpAnswer send(HttpCall call) throws HostHttpException {
                        throw new HostHttpException("timeout");
                    }

                    @Override
                    public void close() {
                        calls.clear();
                    }
                },
                own("/_token"),
                new Secret("s3cret-token"));
        var failure = assertThrows(EndpointException.class, client::call);
        assertEquals(Kind.NO_ANSWER, failure.kind());
        assertEquals("the site's endpoint /_token gave no answer: timeout", failure.getMessage());
    }

    private EndpointException failure(int status, String body) {
        return assertThrows(
                EndpointException.class, () -> client("/_token", status, body).call());
    }

    private OwnEndpointClient client(String url, int status, String body) {
        var answer = new HttpAnswer(status, Map.of(), body, Duration.ofMillis(3));
        return new OwnEndpointClient(answering(answer), own(url), new Secret("s3cret-token"));
    }

    private static EndpointChoice.Own own(String url) {
        var reference = new SecretReference(SecretReference.Kind.ENV, "DEPLOY_TOKEN");
        return new EndpointChoice.Own(url, "Authorization", "Bearer ", reference, "success");
    }

    private HostHttp answering(HttpAnswer answer) {
        return new HostHttp() {
            @Override
            public HttpAnswer send(HttpCall call) {
                calls.add(call);
                return answer;
            }

            @Override
            public void close() {
                calls.clear();
            }
        };
    }
}
