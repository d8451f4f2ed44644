package dev.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String PATH = "/_sluice.php";
    private static final EndpointRequest REQUEST = new EndpointRequest(
            1,
            Operation.RESET,
            new EndpointSite("prod", "shop", "web01.example.com"),
            "20261122-223000-9f3c1ab",
            Purpose.REVERT,
            "0123456789abcdef0123456789abcdef",
            1795386600L);

    private final EndpointKey key = EndpointKey.generate(new SecureRandom());
    private final EndpointKey other = EndpointKey.generate(new SecureRandom());
    private final SignedRequest signed = new RequestSigner(key).sign(PATH, REQUEST);
    private final RequestVerifier verifier = new RequestVerifier(List.of(other.publicKey(), key.publicKey()));

    @Test
    void the_body_is_the_one_the_protocol_shows() {
        assertEquals(
                "{\"v\":1,\"op\":\"reset\",\"inventory\":\"prod\",\"site\":\"shop\",\"host\":\"web01.example.com\","
                        + "\"release\":\"20261122-223000-9f3c1ab\",\"purpose\":\"revert\","
                        + "\"nonce\":\"0123456789abcdef0123456789abcdef\",\"ts\":1795386600}",
                signed.body());
    }

    @Test
    void a_request_that_goes_on_names_where_the_one_before_stopped() {
        var further = new EndpointRequest(
                1, Operation.WARM, REQUEST.at(), "b", Purpose.RELEASE, REQUEST.nonce(), REQUEST.ts(), "1lib/a.php");
        assertTrue(further.body().endsWith(",\"ts\":1795386600,\"after\":\"1lib/a.php\"}"), further.body());
        assertEquals(further, EndpointRequest.parse(further.body()));
    }

    @Test
    void the_signed_text_is_the_one_the_protocol_shows() {
        assertEquals(
                "sluice-endpoint-1\nPOST\n/_sluice.php\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                new String(SignedText.of("POST", PATH, ""), StandardCharsets.UTF_8));
    }

    @Test
    void a_request_signed_by_one_of_two_live_keys_is_taken() {
        assertEquals(Optional.of(REQUEST), verify("POST", PATH, signed.body(), signed.authorization()));
    }

    @Test
    void another_method_path_or_body_breaks_the_signature() {
        assertRefused("GET", PATH, signed.body(), signed.authorization());
        assertRefused("POST", PATH + "?x", signed.body(), signed.authorization());
        assertRefused("POST", PATH, signed.body() + " ", signed.authorization());
        assertRefused("POST", PATH, signed.body().replace("web01", "web02"), signed.authorization());
    }

    @Test
    void a_query_is_refused_even_when_it_was_signed() {
        var queried = new RequestSigner(key).sign(PATH + "?x", REQUEST);
        assertRefused("POST", queried.path(), queried.body(), queried.authorization());
    }

    @Test
    void a_key_that_is_not_live_is_refused_even_under_the_name_of_one_that_is() {
        var stranger = new RequestSigner(EndpointKey.generate(new SecureRandom())).sign(PATH, REQUEST);
        assertRefused("POST", PATH, stranger.body(), stranger.authorization());
        var disguised = stranger.authorization()
                .replaceFirst("kid=[0-9a-f]{16}", "kid=" + key.publicKey().kid());
        assertRefused("POST", PATH, stranger.body(), disguised);
    }

    @Test
    void a_header_that_is_no_signature_is_refused() {
        for (var header : List.of("", "Basic dXNlcjpwYXNz", signed.authorization() + "\n", "Sluice-ES256 kid=, sig=")) {
            assertRefused("POST", PATH, signed.body(), header);
        }
        var notDer = signed.authorization().replaceFirst("sig=.*", "sig=" + "A".repeat(96));
        assertRefused("POST", PATH, signed.body(), notDer);
    }

    @Test
    void a_long_body_is_refused_before_anything_is_computed() {
        var padded = REQUEST.body() + " ".repeat(RequestVerifier.BODY_LIMIT);
        assertRefused("POST", PATH, padded, signed.authorization());
    }

    private Optional<EndpointRequest> verify(String method, String path, String body, String authorization) {
        return verifier.verify(method, path, body, authorization);
    }

    private void assertRefused(String method, String path, String body, String authorization) {
        assertTrue(verify(method, path, body, authorization).isEmpty(), () -> method + " " + path + " " + body);
    }
}
