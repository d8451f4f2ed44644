package dev.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.CachedScripts.Share;
import dev.sluice.endpoint.EndpointState.Opcache;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final EndpointSite AT = new EndpointSite("prod", "shop", "web01.example.com");

    private static final EndpointState STATE = new EndpointState(
            NONCE,
            Operation.FACTS,
            1795386600L,
            new ServedRelease("a", "b", ""),
            new EndpointWorker(
                    12,
                    1795386000L,
                    11,
                    "fpm-fcgi",
                    false,
                    "www",
                    List.of(
                            new PoolWorker(12, 1795386000L, Optional.of(Duration.ofMillis(7))),
                            new PoolWorker(13, 0, Optional.empty()))),
            new Opcache(
                    new OpcacheSettings(true, true, false, 2, 180, true, false, true, List.of("opcache_reset")),
                    new OpcacheRestarts(1795386000L, 1795386500L, true, false, 3, 1, 2),
                    new OpcacheMemory(10, 20, 30, 40, 50, 60, 70, true)),
            Optional.of(new EndpointFacts(
                    "8.2.36",
                    "link",
                    120,
                    true,
                    new CachedScripts(new Share(1, 2), new Share(3, 4), new Share(5, 6)),
                    9,
                    new OutdatedScripts(
                            new OutdatedScripts.Some(2, List.of("shared/a.php", "shared/b.php")),
                            new OutdatedScripts.Some(1, List.of("/etc/shop.php"))))),
            Optional.of(new CacheWork(7, 8, "1lib/a.php", true, 9, List.of("shared/c.php"))));

    @Test
    void a_state_that_is_written_and_read_is_the_same() {
        assertEquals(STATE, EndpointAnswer.parse(STATE.json()));
    }

    @Test
    void a_release_with_what_a_terminal_acts_upon_is_no_answer() {
        for (var odd : List.of("\\u001b[2J", "\\n", "\\u202e", "\\u200b")) {
            var json = STATE.json().replace("\"8.2.36\"", "\"8" + odd + "\"");
            assertThrows(IllegalArgumentException.class, () -> EndpointAnswer.parse(json), odd);
        }
    }

    @Test
    void a_refusal_that_is_written_and_read_is_the_same() {
        var refusal = new EndpointRefusal(NONCE, "sweep", 1795386600L, EndpointRefusal.UNKNOWN_OP, AT);
        assertEquals(refusal, EndpointAnswer.parse(refusal.json()));
    }

    @Test
    void what_an_older_endpoint_does_not_say_reads_as_nothing() {
        var short_ = "{\"v\":1,\"nonce\":\"" + NONCE + "\",\"op\":\"status\",\"ok\":true}";
        var state = assertInstanceOf(EndpointState.class, EndpointAnswer.parse(short_));
        assertFalse(state.release().names("a"));
        assertTrue(state.worker().workers().isEmpty());
        assertFalse(state.opcache().settings().visible());
    }

    @Test
    void what_is_no_answer_is_refused() {
        for (var other :
                List.of("", "ok", "{}", "[1]", "{\"ok\":true}", "<html>", "{\"v\":1,\"nonce\":5}", "{\"v\":1")) {
            assertThrows(IllegalArgumentException.class, () -> EndpointAnswer.parse(other), other);
        }
    }

    @Test
    void a_release_is_named_only_by_all_three_ways() {
        assertTrue(new ServedRelease("a", "a", "a").names("a"));
        assertFalse(new ServedRelease("a", "a", "b").names("a"));
        assertFalse(new ServedRelease("a", "b", "a").names("a"));
        assertFalse(new ServedRelease("", "a", "a").names("a"));
    }

    @Test
    void a_restart_counts_when_it_is_over_whatever_it_is_booked_as() {
        var before = new OpcacheRestarts(100, 0, false, false, 0, 0, 0);
        assertFalse(before.doneSince(before));
        assertFalse(new OpcacheRestarts(100, 0, true, false, 0, 0, 0).doneSince(before));
        assertFalse(new OpcacheRestarts(100, 200, false, true, 1, 0, 0).doneSince(before));
        assertTrue(new OpcacheRestarts(100, 200, false, false, 0, 0, 1).doneSince(before));
        assertTrue(new OpcacheRestarts(300, 0, false, false, 0, 0, 0).doneSince(before));
    }

    @Test
    void what_a_host_is_told_is_read_as_it_was_written_and_holds_no_private_key() {
        var key = EndpointKey.generate(new SecureRandom());
        var json = new EndpointTrust(List.of(key.publicKey()), AT, EndpointTrust.LOOPBACK).json();
        var read = EndpointTrust.parse(json);
        assertEquals(AT, read.at());
        assertEquals(EndpointTrust.LOOPBACK, read.allow());
        assertEquals(key.publicKey().kid(), read.keys().get(0).kid());
        assertFalse(json.contains("PRIVATE"));
    }
}
