package dev.sluice.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretSource;
import dev.sluice.http.OkWebPost;
import dev.sluice.message.Letter;
import dev.sluice.message.Messages;
import dev.sluice.notify.UndeliveredException.Kind;
import dev.sluice.playbook.Notification;
import dev.sluice.secret.LocalSecrets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WebCarrierTest {
    private static WebCarrier carrier(Map<String, String> environment) {
        SecretSource secrets = new LocalSecrets(environment);
        return new WebCarrier(new OkWebPost(), secrets, () -> Messages.AT);
    }

    private static UndeliveredException refused(Map<String, String> environment, Notification to) {
        return assertThrows(
                UndeliveredException.class, () -> carrier(environment).carry(Letter.of(Messages.of("1"), to)));
    }

    @Test
    void a_webhook_receives_json_whose_signature_is_over_time_and_body() throws Exception {
        try (var receiver = new Receiver(204)) {
            carrier(Map.of("KEY", "topsecret"))
                    .carry(Letter.of(Messages.of("r-1-7"), Messages.signed(receiver.url() + "/hook?a=b", "env:KEY")));
            var request = receiver.take();
            assertEquals("/hook?a=b", request.path());
            assertEquals("held", request.headers().get("X-Sluice-Event"));
            assertEquals("r-1-7", request.headers().get("X-Sluice-Delivery"));
            assertEquals("1796074200", request.headers().get("X-Sluice-Timestamp"));
            assertEquals(
                    Signature.of(new Secret("topsecret"), "1796074200", request.body()),
                    request.headers().get("X-Sluice-Signature"));
            assertEquals("application/json", request.headers().get("Content-Type"));
            var json = JsonMapper.shared().readTree(request.body());
            assertEquals(412_000_000, json.at("/rollout/bytes").asLong());
            assertEquals("bob", json.at("/rollout/approvedBy/0").asString());
            assertEquals("web02", json.at("/rollout/behind/names/0").asString());
        }
    }

    /** Computed with Python's hmac. */
    @Test
    void the_signature_is_an_hmac_of_sha_256_over_time_dot_body() {
        assertEquals(
                "sha256=89440ea58115a6c3e7b836c23b6dbaff8458d8d190ced803fea527d7bbfc289c",
                Signature.of(new Secret("topsecret"), "1796074200", "{\"v\":1}"));
    }

    @Test
    void without_a_secret_there_is_no_signature() throws Exception {
        try (var receiver = new Receiver(200)) {
            carrier(Map.of()).carry(Letter.of(Messages.of("1"), Messages.webhook(receiver.url())));
            assertNull(receiver.take().headers().get("X-Sluice-Signature"));
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (var receiver = new Receiver(302)) {
            var refused = refused(Map.of(), Messages.webhook(receiver.url()));
            assertEquals(Kind.NEVER, refused.kind());
            assertTrue(refused.words().contains("a redirect is not followed"), refused::words);
            assertEquals(1, receiver.count());
        }
    }

    @Test
    void an_error_of_the_server_passes_and_a_refusal_does_not() throws Exception {
        try (var receiver = new Receiver(500, 429, 404)) {
            var to = Messages.webhook(receiver.url());
            var broken = refused(Map.of(), to);
            assertEquals(Kind.LATER, broken.kind());
            assertEquals("status 500: no", broken.words());
            assertEquals(Kind.LATER, refused(Map.of(), to).kind());
            assertEquals(Kind.NEVER, refused(Map.of(), to).kind());
        }
    }

    @Test
    void slack_reads_no_mention_link_or_mark_in_what_a_host_answered() throws Exception {
        try (var receiver = new Receiver(200)) {
            carrier(Map.of("HOOK", receiver.url() + "/services/T1"))
                    .carry(Letter.of(Messages.of("1", Messages.HOSTILE), Messages.slack("env:HOOK")));
            var form = JsonMapper.shared().readTree(receiver.take().body());
            var text = form.path("text").asString();
            assertTrue(text.startsWith("prod/shop: release held after batch 1\nrelease of 2026"), text);
            assertTrue(
                    text.contains("why   &lt;!channel&gt; &lt;@U1&gt; &amp; &lt;script&gt; Bcc: x@example.com"), text);
            assertFalse(text.contains("<"), text);
            assertFalse(form.path("mrkdwn").asBoolean(true));
            assertEquals("none", form.path("parse").asString());
        }
    }

    @Test
    void a_url_that_is_a_secret_is_in_no_error_and_goes_through_tls_only() {
        var refused = refused(Map.of("HOOK", "http://hooks.example.com/services/T0P"), Messages.slack("env:HOOK"));
        assertTrue(refused.words().contains("env:HOOK is a secret"), refused::words);
        var silent = refused(Map.of("HOOK", "http://127.0.0.1:1/services/T0P"), Messages.slack("env:HOOK"));
        assertEquals(Kind.SILENT, silent.kind());
        assertFalse(silent.words().contains("T0P"), silent::words);
        assertEquals(Kind.LATER, refused(Map.of(), Messages.slack("env:HOOK")).kind());
        var invalid = refused(Map.of("HOOK", "T0P"), Messages.slack("env:HOOK"));
        assertFalse(invalid.words().contains("T0P"), invalid::words);
    }
}
