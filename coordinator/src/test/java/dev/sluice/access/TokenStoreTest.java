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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and their files: what is damaged, open, foreign, copied or used at once. */
class TokenStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Set<Scope> READ = Set.of(Scope.READ);
    /** Of an account that need not exist. */
    private static final int STRANGER = 54_321;

    private static final int MANY = 1_000;
    private static final int THREADS = 8;

    @TempDir
    private Path state;

    private TokenStore store() {
        return new TokenStore(state, () -> NOW, new SecureRandom());
    }

    private Path file(Token token) {
        return state.resolve(".tokens").resolve(token.id() + ".json");
    }

    private Recognition recognized(TokenStore store, String text) {
        return new Callers(store, Optional.empty(), () -> NOW)
                .recognize(new Credentials(Optional.of("Bearer " + text), "127.0.0.1", name -> Optional.empty()));
    }

    private void refused(TokenStore.Created created) {
        var unknown = assertInstanceOf(Unknown.class, recognized(store(), created.text()));
        assertEquals(Reason.NO_SUCH_TOKEN, unknown.reason());
        assertEquals("there is no such token", unknown.why());
    }

    private void known(TokenStore.Created created) {
        assertInstanceOf(Known.class, recognized(store(), created.text()));
    }

    private static void together(Callable<?> work) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var futures = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(work));
            }
            for (var future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\u001b[2J",
                "{\"v\":1}",
                "{\"v\":1,\"id\":\"ID\",\"name\":\"x\\u001b[2J\",\"sha256\":\"\",\"scopes\":[],\"created\":\"2026-11-30T12:00:00Z\",\"expires\":\"2027-11-30T12:00:00Z\"}",
                "{\"v\":1,\"id\":\"ID\",\"name\":\"x\",\"sha256\":\"\",\"scopes\":[\"all\"],\"created\":\"2026-11-30T12:00:00Z\",\"expires\":\"2027-11-30T12:00:00Z\"}",
                "{\"v\":1,\"id\":\"ID\",\"name\":\"x\",\"sha256\":\"\",\"scopes\":[],\"created\":\"2026-11-30T12:00:00Z\",\"expires\":\"never\"}",
            })
    void a_damaged_file_is_the_failure_of_one_token(String text) throws IOException {
        var damaged = store().create("damaged", READ, DAY);
        var whole = store().create("whole", READ, DAY);
        Files.writeString(
                file(damaged.token()), text.replace("ID", damaged.token().id()));
        refused(damaged);
        known(whole);
        var listed = store().list();
        assertEquals(List.of("whole"), listed.tokens().stream().map(Token::name).toList());
        assertEquals(
                List.of(file(damaged.token()) + " is damaged: remove it, and make a new token"), listed.problems());
    }

    @Test
    void a_file_that_is_too_large_is_no_token() throws IOException {
        var large = store().create("large", READ, DAY);
        Files.writeString(file(large.token()), " ".repeat(5_000) + Files.readString(file(large.token())));
        refused(large);
        assertTrue(store().list().problems().get(0).contains("is larger than 4 KiB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void a_file_that_others_reach_is_no_token(String mode) throws IOException {
        var open = store().create("open", READ, DAY);
        Files.setPosixFilePermissions(file(open.token()), PosixFilePermissions.fromString(mode));
        refused(open);
        assertTrue(store().list().problems().get(0).contains("chmod 600"));
    }

    @Test
    void a_file_of_another_account_is_no_token() throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root gives files away");
        var foreign = store().create("foreign", READ, DAY);
        var own = store().create("own", READ, DAY);
        Files.setAttribute(file(foreign.token()), "unix:uid", STRANGER);
        refused(foreign);
        known(own);
        assertTrue(store().list().problems().get(0).contains("belongs to another account"));
    }

    @Test
    void a_directory_that_others_enter_lists_and_takes_no_tokens() throws IOException {
        store().create("made", READ, DAY);
        var directory = state.resolve(".tokens");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThrows(IOException.class, () -> store().list());
        assertThrows(IOException.class, () -> store().create("more", READ, DAY));
        assertThrows(IOException.class, () -> store().revoke("made"));
    }

    @Test
    void a_copy_under_another_id_is_no_second_token() throws IOException {
        var made = store().create("made", READ, DAY);
        var id = "0123456789abcdef";
        Files.copy(file(made.token()), state.resolve(".tokens").resolve(id + ".json"));
        var copied = made.text().replace(made.token().id(), id);
        assertInstanceOf(Unknown.class, recognized(store(), copied));
        assertEquals(1, store().list().tokens().size());
        assertEquals(1, store().list().problems().size());
        assertTrue(store().revoke("made"));
        assertInstanceOf(Unknown.class, recognized(store(), copied));
    }

    @Test
    void revoking_ends_every_token_of_the_name() throws IOException {
        var one = store().create("same", READ, DAY);
        var other = store().create("other", READ, DAY);
        Files.writeString(
                file(other.token()), Files.readString(file(other.token())).replace("\"other\"", "\"same\""));
        known(other);
        assertTrue(store().revoke("same"));
        refused(one);
        refused(other);
        assertEquals(List.of(), store().list().tokens());
    }

    @Test
    void of_many_that_make_a_token_of_one_name_one_succeeds() throws Exception {
        var made = new HashSet<String>();
        together(() -> {
            try {
                var text = store().create("jenkins", READ, DAY).text();
                synchronized (made) {
                    made.add(text);
                }
            } catch (IllegalArgumentException | IOException refused) {
                assertTrue(String.valueOf(refused.getMessage()).matches("(?s).*(already|being made).*"));
            }
            return made;
        });
        assertEquals(1, made.size());
        assertEquals(1, store().list().tokens().size());
    }

    @Test
    void a_revoked_token_is_refused_by_a_store_that_has_used_it() throws IOException {
        var daemon = store();
        var made = store().create("made", READ, DAY);
        assertInstanceOf(Known.class, recognized(daemon, made.text()));
        store().revoke("made");
        assertInstanceOf(Unknown.class, recognized(daemon, made.text()));
    }

    @Test
    void of_many_uses_at_once_each_is_served_and_one_time_is_recorded() throws Exception {
        var made = store().create("made", READ, DAY);
        var daemon = store();
        together(() -> {
            for (int i = 0; i < 50; i++) {
                assertInstanceOf(Known.class, recognized(daemon, made.text()));
            }
            return daemon;
        });
        assertEquals(Optional.of(NOW), store().list().tokens().get(0).used());
    }

    @Test
    void a_use_that_cannot_be_recorded_refuses_nothing() throws IOException {
        var made = store().create("made", READ, DAY);
        var used = state.resolve(".tokens").resolve(made.token().id() + ".used");
        Files.createSymbolicLink(used, state.resolve("nowhere").resolve("nothing"));
        known(made);
        assertFalse(Files.exists(state.resolve("nowhere")));
    }

    @Test
    void a_thousand_tokens_are_found_listed_and_revoked_one_by_one() throws IOException {
        var texts = new ArrayList<String>();
        texts.add(store().create("token-0", READ, DAY).text());
        for (int i = 1; i < MANY; i++) {
            var text = TokenText.random(new SecureRandom());
            var token = new Token(text.id(), "token-" + i, READ, NOW, NOW.plus(DAY), Optional.empty());
            new TokenFile(file(token)).write(token, text.digest());
            texts.add(text.text());
        }
        assertEquals(MANY, store().list().tokens().size());
        texts.forEach(text -> assertInstanceOf(Known.class, recognized(store(), text)));
        assertTrue(store().revoke("token-500"));
        assertInstanceOf(Unknown.class, recognized(store(), texts.get(500)));
        assertInstanceOf(Known.class, recognized(store(), texts.get(501)));
        assertEquals(MANY - 1, store().list().tokens().size());
        assertThrows(IllegalArgumentException.class, () -> store().create("token-999", READ, DAY));
    }

    @Test
    void neither_a_token_nor_what_a_request_shows_prints_its_secret() throws IOException {
        var made = store().create("made", READ, DAY);
        var secret = made.text().substring(CallersTest.SECRET_AT);
        var sent = new Credentials(Optional.of("Bearer " + made.text()), "127.0.0.1", name -> Optional.empty());
        for (var printed :
                List.of(made.toString(), sent.toString(), store().list().toString())) {
            assertFalse(printed.contains(secret), printed);
        }
    }
}
