package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointClientTest {
    private static final String NONCE = "00000000000000000000000000000000";

    private final FakePool pool = new FakePool(1);

    @Test
    void an_answer_to_this_very_request_is_taken() throws Exception {
        assertEquals("old", pool.client().status("old").release().file());
    }

    @Test
    void a_404_may_be_a_missing_file_a_stale_worker_or_a_key_that_is_not_known() {
        var failure = failure(404, "Not Found");
        assertEquals(Kind.MISSING, failure.kind());
        assertTrue(failure.next().contains(FakePool.KEY.publicKey().kid()), failure.next());
    }

    @Test
    void a_password_in_front_of_php_is_named() {
        assertEquals(Kind.BLOCKED, failure(401, "").kind());
        assertEquals(Kind.REFUSED, failure(403, "").kind());
    }

    @Test
    void a_redirect_names_its_target_made_harmless() {
        var location = Map.of("location", List.of("https://login.example.com/\u001b[2J?a"));
        var failure = failure(new HttpAnswer(302, location, "", Duration.ZERO));
        assertEquals(Kind.REDIRECT, failure.kind());
        assertTrue(failure.toString().contains("https://login.example.com/?a"), failure.toString());
    }

    @Test
    void a_server_error_is_quoted_in_one_harmless_line_of_200_characters() {
        var failure = failure(500, "Fatal error\n\u001b]0;owned\u0007\u001b[31m" + "x".repeat(5000));
        assertEquals(Kind.SERVER_ERROR, failure.kind());
        assertFalse(failure.toString().contains("\n") || failure.toString().contains("\u001b"));
        assertTrue(String.valueOf(failure.getMessage()).length() < 300);
    }

    @Test
    void a_login_page_with_200_is_not_the_endpoint() {
        var failure = failure(200, "<html><title>Login</title>");
        assertEquals(Kind.NOT_ENDPOINT, failure.kind());
        assertTrue(failure.toString().contains("<title>Login"), failure.toString());
    }

    @Test
    void a_page_that_shows_the_request_itself_is_not_the_endpoint() {
        var request = new EndpointRequest(1, Operation.STATUS, FakePool.AT, "old", Purpose.RELEASE, NONCE, 0);
        assertEquals(Kind.NOT_ENDPOINT, failure(200, request.body()).kind());
    }

    @Test
    void a_cached_answer_has_another_nonce() {
        var cached = "{\"v\":1,\"nonce\":\"11111111111111111111111111111111\",\"op\":\"status\",\"ok\":true}";
        assertEquals(Kind.WRONG_NONCE, failure(200, cached).kind());
    }

    @Test
    void the_endpoint_of_another_host_is_named() {
        var failure = refused(EndpointRefusal.WRONG_HOST, 0);
        assertEquals(Kind.WRONG_PLACE, failure.kind());
        assertTrue(failure.toString().contains("prod/blog on web02.example.com"), failure.toString());
    }

    @Test
    void clock_skew_is_told_in_seconds_and_in_its_direction() {
        var now = new FakeTime().now().getEpochSecond();
        assertTrue(refused("skew", now + 3600)
                .toString()
                .contains("clock skew 3600 s, the host's clock is ahead of ours"));
        assertTrue(
                refused("skew", now - 3600).toString().contains("clock skew 3600 s, the host's clock is behind ours"));
        assertEquals(Kind.SKEW, refused("skew", now - 61).kind());
    }

    @Test
    void other_refusals_have_a_remedy() {
        assertTrue(refused(EndpointRefusal.STORE, 0).next().contains("sys_temp_dir"));
        assertEquals(Kind.TOO_SOON, refused(EndpointRefusal.TOO_SOON, 0).kind());
        var unknown = refused("moon\u001b[1m phase", 0);
        assertEquals(Kind.REJECTED, unknown.kind());
        assertTrue(unknown.toString().contains("refused status: moon phase"), unknown.toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "200, NOT_ENDPOINT",
        "299, NOT_ENDPOINT",
        "300, REDIRECT",
        "399, REDIRECT",
        "400, NOT_ENDPOINT",
        "401, BLOCKED",
        "405, NOT_ENDPOINT",
        "413, BLOCKED",
        "421, BLOCKED",
        "429, LIMITED",
        "502, SERVER_ERROR",
        "503, LIMITED",
        "504, NO_ANSWER",
        "403, REFUSED",
        "404, MISSING",
        "499, NOT_ENDPOINT",
        "500, SERVER_ERROR",
        "599, SERVER_ERROR"
    })
    void each_status_means_something_else(int status, Kind expected) {
        assertEquals(expected, failure(status, "a page").kind());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "version,         REJECTED,          another Sluice",
        "unknown_op,      UNKNOWN_OPERATION, an older Sluice",
        "store,           REJECTED,          sys_temp_dir",
        "busy,            TOO_MANY,          find out what sends them",
        "replayed,        REJECTED,          requests twice",
        "no_opcache,      REJECTED,          its functions are in disable_functions",
        "disabled,        REJECTED,          from disable_functions",
        "reset_refused,   RESET_REFUSED,     restrict_api does not cover the docroot",
        "no_release,      NO_RELEASE,        stage it again",
        "not_live,        REJECTED,          current was changed",
        "nonce,           REJECTED,          compare the versions of Sluice",
        "wrong_inventory, WRONG_PLACE,       see web.url and web.host",
        "wrong_site,      WRONG_PLACE,       see web.url and web.host",
        "too_soon,        TOO_SOON,          wait ten seconds"
    })
    void each_refusal_has_a_remedy_of_its_own(String error, Kind expected, String next) {
        var failure = refused(error, 0);
        assertEquals(expected, failure.kind());
        assertTrue(failure.next().contains(next), failure.next());
    }

    @Test
    void some_failures_pass_and_some_mean_that_php_was_not_asked() {
        assertEquals(EnumSet.of(Kind.NO_ANSWER, Kind.MISSING, Kind.SERVER_ERROR, Kind.TOO_MANY), kinds(Kind::passing));
        assertEquals(
                EnumSet.of(Kind.MISSING, Kind.REFUSED, Kind.BLOCKED, Kind.REDIRECT, Kind.NOT_ENDPOINT),
                kinds(Kind::notPassedOn));
    }

    private static Set<Kind> kinds(Predicate<Kind> wanted) {
        return Stream.of(Kind.values()).filter(wanted).collect(Collectors.toSet());
    }

    @Test
    void an_excerpt_is_200_characters_long_at_most() {
        assertEquals("x".repeat(200), Excerpt.of("x".repeat(200)));
        assertEquals("x".repeat(199) + "…", Excerpt.of("x".repeat(201)));
    }

    @Test
    void the_script_that_answers_is_part_of_this_program() {
        assertEquals("/_sluice.php", EndpointScript.PATH);
        assertTrue(new String(EndpointScript.bytes(), StandardCharsets.UTF_8).startsWith("<?php"));
    }

    @Test
    void no_answer_is_told_with_its_cause() {
        pool.silent = true;
        var failure = assertThrows(EndpointException.class, () -> pool.client().status("old"));
        assertEquals(Kind.NO_ANSWER, failure.kind());
        assertTrue(failure.toString().contains("timeout"), failure.toString());
    }

    private EndpointException refused(String error, long time) {
        var other = new EndpointSite("prod", "blog", "web02.example.com");
        return failure(200, new EndpointRefusal(NONCE, "status", time, error, other).json());
    }

    private EndpointException failure(int status, String body) {
        return failure(new HttpAnswer(status, Map.of(), body, Duration.ZERO));
    }

    private EndpointException failure(HttpAnswer answer) {
        var other = new FakePool(1);
        other.instead.add(answer);
        return assertThrows(EndpointException.class, () -> other.client().status("old"));
    }
}
