package dev.sluice.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Recognition.Known;
import dev.sluice.access.Recognition.Reason;
import dev.sluice.access.Recognition.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    /** A secret may contain {@code _} itself. */
    static final int SECRET_AT = "sluice_0123456789abcdef_".length();

    @TempDir
    private Path state;

    private Instant now = NOW;
    private TokenStore tokens;
    private Callers callers;

    @BeforeEach
    void make() {
        tokens = new TokenStore(state, () -> now, new SecureRandom());
        var people = new People(
                "X-Forwarded-User",
                Set.of("127.0.0.1"),
                "proxy secret",
                Map.of("*", Set.of(Scope.READ), "alice", Set.of(Scope.READ, Scope.APPROVE)));
        callers = new Callers(tokens, Optional.of(people), () -> now);
    }

    private Recognition byToken(String text) {
        return callers.recognize(new Credentials(Optional.of("Bearer " + text), "127.0.0.1", name -> Optional.empty()));
    }

    private Recognition byProxy(String address, String secret, String name) {
        var headers = Map.of("X-Forwarded-User", name, "X-Sluice-Proxy", secret);
        return callers.recognize(
                new Credentials(Optional.empty(), address, header -> Optional.ofNullable(headers.get(header))));
    }

    private static Reason refused(Recognition recognition) {
        return assertInstanceOf(Unknown.class, recognition).reason();
    }

    private static Caller known(Recognition recognition) {
        return assertInstanceOf(Known.class, recognition).caller();
    }

    @Test
    void a_token_opens_what_it_was_made_for() throws IOException {
        var text = tokens.create("jenkins", Set.of(Scope.READ, Scope.RUN), Duration.ofDays(90))
                .text();
        var caller = known(byToken(text));
        assertEquals("token jenkins", caller.actor());
        assertTrue(caller.may(Scope.RUN));
        assertFalse(caller.may(Scope.APPROVE));
    }

    @Test
    void its_secret_is_kept_nowhere() throws IOException {
        var created = tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(90));
        var secret = created.text().substring(SECRET_AT);
        try (var files = Files.walk(state)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(secret), file::toString);
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        assertFalse(TokenText.parse(created.text()).orElseThrow().toString().contains(secret));
    }

    @Test
    void another_secret_and_an_id_that_nothing_has_are_refused_alike() throws IOException {
        var text = tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(90))
                .text();
        var other = text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A");
        var unknown = "sluice_0000000000000000_" + text.substring(SECRET_AT);
        assertEquals(byToken(other), byToken(unknown));
        assertEquals(Reason.NO_SUCH_TOKEN, refused(byToken(other)));
    }

    @Test
    void the_word_bearer_is_written_in_any_letters() throws IOException {
        var text =
                tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1)).text();
        for (var word : List.of("Bearer ", "bearer ", "BEARER  ")) {
            known(callers.recognize(new Credentials(Optional.of(word + text), "127.0.0.1", name -> Optional.empty())));
        }
        for (var word : List.of("Basic ", "Bearer", "")) {
            assertEquals(
                    Reason.MALFORMED,
                    refused(callers.recognize(
                            new Credentials(Optional.of(word + text), "127.0.0.1", name -> Optional.empty()))));
        }
    }

    @Test
    void an_expired_token_is_refused_from_its_second_on() throws IOException {
        var text =
                tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1)).text();
        now = NOW.plus(Duration.ofDays(1)).minusMillis(1);
        known(byToken(text));
        now = NOW.plus(Duration.ofDays(1));
        assertEquals(Reason.EXPIRED, refused(byToken(text)));
    }

    @Test
    void a_revoked_token_opens_nothing_from_then_on() throws IOException {
        var text =
                tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1)).text();
        known(byToken(text));
        assertTrue(new TokenStore(state, () -> now, new SecureRandom()).revoke("jenkins"));
        assertEquals(Reason.NO_SUCH_TOKEN, refused(byToken(text)));
        assertFalse(tokens.revoke("jenkins"));
    }

    @Test
    void its_last_use_is_recorded_once_a_minute() throws IOException {
        var text =
                tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1)).text();
        assertEquals(Optional.empty(), tokens.list().tokens().get(0).used());
        byToken(text);
        now = NOW.plusSeconds(59);
        byToken(text);
        assertEquals(Optional.of(NOW), tokens.list().tokens().get(0).used());
        now = NOW.plusSeconds(61);
        byToken(text);
        assertEquals(Optional.of(now), tokens.list().tokens().get(0).used());
    }

    @Test
    void a_file_that_others_can_change_is_no_token_and_its_neighbours_are() throws IOException {
        var bad = tokens.create("bad", Set.of(Scope.READ), Duration.ofDays(1));
        var good = tokens.create("good", Set.of(Scope.READ), Duration.ofDays(1));
        var file = state.resolve(".tokens").resolve(bad.token().id() + ".json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertEquals(Reason.NO_SUCH_TOKEN, refused(byToken(bad.text())));
        known(byToken(good.text()));
        assertEquals(1, tokens.list().tokens().size());
        assertTrue(tokens.list().problems().get(0).contains("chmod 600"), tokens.list()::toString);
    }

    @Test
    void a_link_is_no_token() throws IOException {
        var made = tokens.create("made", Set.of(Scope.READ), Duration.ofDays(1));
        var file = state.resolve(".tokens").resolve(made.token().id() + ".json");
        Files.move(file, state.resolve("elsewhere"));
        Files.createSymbolicLink(file, state.resolve("elsewhere"));
        assertEquals(Reason.NO_SUCH_TOKEN, refused(byToken(made.text())));
    }

    @Test
    void two_living_tokens_have_not_one_name() throws IOException {
        tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1));
        var refused = assertThrows(
                IllegalArgumentException.class, () -> tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1)));
        assertTrue(String.valueOf(refused.getMessage()).contains("revoke"), refused::toString);
        now = NOW.plus(Duration.ofDays(2));
        tokens.create("jenkins", Set.of(Scope.RUN), Duration.ofDays(1));
        assertEquals(1, tokens.list().tokens().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../x", "a\u0000", "ä", "-x", "a\u202eb"})
    void what_is_no_name_makes_no_token(String name) {
        assertThrows(IllegalArgumentException.class, () -> tokens.create(name, Set.of(Scope.READ), Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "sluice_", "sluice_0123456789abcdef_short", "sluice_../../../../etc/pass_x"})
    void what_has_not_the_form_of_a_token_is_refused(String text) {
        assertEquals(Reason.MALFORMED, refused(byToken(text)));
    }

    @Test
    void a_proxy_names_people_and_their_scopes_are_in_the_file() {
        assertTrue(known(byProxy("127.0.0.1", "proxy secret", "alice")).may(Scope.APPROVE));
        assertFalse(known(byProxy("127.0.0.1", "proxy secret", "bert")).may(Scope.APPROVE));
        assertEquals("bert", known(byProxy("127.0.0.1", "proxy secret", "bert")).actor());
    }

    @Test
    void who_is_no_trusted_proxy_names_nobody() {
        assertEquals(Reason.UNTRUSTED_PROXY, refused(byProxy("127.0.0.1", "guessed", "alice")));
        assertEquals(Reason.UNTRUSTED_PROXY, refused(byProxy("192.0.2.1", "proxy secret", "alice")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void an_address_of_a_proxy_is_one_however_it_is_written(String address) {
        var people = new People("X-User", Set.of("::1"), "s", Map.of());
        var headers = Map.of("X-User", "alice", "X-Sluice-Proxy", "s");
        var caller = known(new Callers(tokens, Optional.of(people), () -> now)
                .recognize(new Credentials(
                        Optional.empty(), address, header -> Optional.ofNullable(headers.get(header)))));
        assertEquals(Set.of(Scope.READ), caller.scopes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a, b", "alice: approved", "x\u001b[2J", "<b>"})
    void what_is_no_name_of_a_person_is_refused(String name) {
        assertEquals(Reason.MALFORMED, refused(byProxy("127.0.0.1", "proxy secret", name)));
    }

    @Test
    void a_token_and_a_person_together_are_refused() throws IOException {
        var text =
                tokens.create("jenkins", Set.of(Scope.READ), Duration.ofDays(1)).text();
        var both = callers.recognize(
                new Credentials(Optional.of("Bearer " + text), "127.0.0.1", name -> Optional.of("alice")));
        assertEquals(Reason.MALFORMED, refused(both));
    }

    @Test
    void a_request_without_anything_is_not_known() {
        assertEquals(
                Reason.MISSING,
                refused(callers.recognize(new Credentials(Optional.empty(), "127.0.0.1", name -> Optional.empty()))));
    }
}
