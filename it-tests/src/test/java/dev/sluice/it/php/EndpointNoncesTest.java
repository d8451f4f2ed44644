package dev.sluice.it.php;

import static dev.sluice.it.php.HandWritten.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.it.fleet.Account;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A request works once, also when it is caught; and what remembers that neither grows nor can be taken away. */
@TestInstance(Lifecycle.PER_CLASS)
class EndpointNoncesTest {
    private static final int MOST_A_MINUTE = 5000;
    private static final String STORE = ".sluice-";
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final RealFleet fleet = RealFleet.start(1);
    private final EndpointHost host = new EndpointHost(fleet.host(1));
    private final HandSigned signed = new HandSigned(host.key);

    @BeforeAll
    void start() throws Exception {
        host.makeLive(SampleSite.of("v1"));
    }

    @BeforeEach
    void forget() throws IOException {
        for (var path : written()) {
            if (path.startsWith(STORE)) {
                Files.delete(host.host.temporary().resolve(path));
            }
        }
    }

    @AfterAll
    void end() {
        host.close();
        fleet.close();
    }

    @Test
    void of_many_copies_at_once_one_is_taken() throws Exception {
        var copies = Collections.nCopies(
                12, signed.post(EndpointHost.PATH, body("status").text()));
        var threads = Executors.newFixedThreadPool(copies.size());
        try {
            var answers = new ArrayList<String>();
            for (var answer :
                    threads.invokeAll(copies.stream().map(this::sending).toList())) {
                answers.add(answer.get().body());
            }
            assertEquals(
                    1,
                    answers.stream()
                            .filter(text -> text.contains("\"ok\":true"))
                            .count(),
                    answers::toString);
            assertEquals(
                    11,
                    answers.stream()
                            .filter(text -> text.contains("\"replayed\""))
                            .count());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_caught_request_for_a_reset_resets_nothing_again_not_even_for_a_revert() throws Exception {
        var revert = body("reset").with("purpose", "\"revert\"");
        assertEquals("", host.error(revert));
        assertEquals("replayed", host.error(revert));
    }

    @Test
    void who_did_not_sign_leaves_nothing_behind() throws Exception {
        var before = written();
        var stranger = new HandSigned(EndpointKey.generate(new SecureRandom()));
        var text = body("status").text();
        var header = signed.post(EndpointHost.PATH, text).headers();
        for (var call : List.of(
                HandSigned.call("POST", EndpointHost.PATH, Map.of(), text),
                HandSigned.call("PUT", EndpointHost.PATH, header, text),
                HandSigned.call("POST", EndpointHost.PATH, header, text + " "),
                stranger.post(EndpointHost.PATH, text),
                stranger.as(host.key.publicKey()).post(EndpointHost.PATH, text))) {
            assertEquals(404, host.http().send(call).status(), call::toString);
        }
        assertEquals(before, written());
    }

    @Test
    void what_is_not_done_takes_no_nonce() throws Exception {
        var before = written();
        var right = body("status");
        assertEquals("version", host.error(right.with("v", "2")));
        assertEquals("wrong_host", host.error(right.with("host", "\"web99\"")));
        assertEquals("skew", host.error(right.sentAfter(-61)));
        assertEquals("nonce", host.error(right.with("nonce", "\"\"")));
        assertEquals("unknown_op", host.error(right.with("op", "\"dance\"")));
        assertEquals(before, written());
        assertEquals("", host.error(right));
        assertEquals(before.size() + 3, written().size(), "the store, its minute and the nonce");
    }

    @Test
    void a_minute_has_five_thousand_nonces() throws Exception {
        var first = body("status").sentAfter(30);
        assertEquals("", host.error(first));
        var minute = store().resolve(Long.toString(first.time() / 60));
        for (int i = 1; i < MOST_A_MINUTE; i++) {
            Files.createFile(minute.resolve("n" + i));
        }
        assertEquals("busy", host.error(body("status").with("ts", Long.toString(first.time()))));
        Files.delete(minute.resolve("n1"));
        assertEquals("", host.error(body("status").with("ts", Long.toString(first.time()))));
    }

    @Test
    void nonces_are_kept_as_long_as_their_requests_hold_and_no_longer() throws Exception {
        assertEquals("", host.error(body("status")));
        Files.move(minutes().get(0), store().resolve("1000"));
        var old = body("status").sentAfter(-45);
        assertEquals("", host.error(old));
        assertFalse(Files.exists(store().resolve("1000")), "in January 1970");
        assertEquals("", host.error(body("status").sentAfter(60)));
        assertEquals("replayed", host.error(old));
    }

    @Test
    void a_store_that_others_may_write_or_that_leads_elsewhere_is_not_used() throws Exception {
        assertEquals("", host.error(body("status")));
        var store = store();
        for (var open : List.of("rwxrwxrwx", "rwxr-xr-x", "rwx-w----")) {
            Files.setPosixFilePermissions(store, PosixFilePermissions.fromString(open));
            assertEquals("store", host.error(body("status")), open);
        }
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwx------"));
        assertEquals("", host.error(body("status")));
        var elsewhere = Files.move(store, store.resolveSibling("elsewhere"));
        var kept = minutes(elsewhere).size();
        Files.createSymbolicLink(store, elsewhere);
        assertEquals("", host.error(body("status")), "another one is taken");
        assertEquals(kept, minutes(elsewhere).size());
        delete(elsewhere);
    }

    @Test
    void whoever_makes_the_stores_name_first_stops_nothing() throws Exception {
        assertEquals("", host.error(body("status")));
        var prefix = store().getFileName().toString().replaceAll("-[0-9a-f]*$", "");
        forget();
        var temporary = host.host.temporary();
        Files.createFile(temporary.resolve(prefix + "-0"));
        Files.createSymbolicLink(temporary.resolve(prefix + "-1"), Path.of("/nowhere"));
        var made = 2;
        if (Account.current().isRoot()) { // else PHP is of our own account
            Files.createDirectory(temporary.resolve(prefix), PRIVATE);
            made++;
        }
        var revert = body("reset").with("purpose", "\"revert\"");
        assertEquals("", host.error(revert));
        assertEquals("replayed", host.error(revert));
        var facts = host.answer(body("facts")).body();
        assertTrue(facts.contains("\"strange_stores\":" + made), facts);
    }

    @Test
    void a_nonce_that_was_taken_in_another_store_of_ours_is_taken() throws Exception {
        var caught = body("status");
        assertEquals("", host.error(caught));
        var store = store();
        // Sorts before the one that there is: as when two workers made one each.
        var second = store.resolveSibling(store.getFileName().toString().replaceAll("-[0-9a-f]*$", "-"));
        Files.setOwner(Files.createDirectory(second, PRIVATE), Files.getOwner(store));
        assertEquals("replayed", host.error(caught));
        assertEquals("", host.error(body("status")));
    }

    @Test
    void where_no_nonce_can_be_kept_nothing_is_done() throws Exception {
        var before = restarts();
        var revert = body("reset").with("purpose", "\"revert\"");
        forget();
        Files.setPosixFilePermissions(host.host.temporary(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertEquals("store", host.error(revert), "no store can be made");
        } finally {
            Files.setPosixFilePermissions(host.host.temporary(), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        assertEquals("", host.error(body("status")));
        var later = revert.sentAfter(60);
        Files.createFile(store().resolve(Long.toString(later.time() / 60)));
        assertEquals("store", host.error(later), "the store takes no nonce");
        forget();
        assertEquals(before, restarts());
    }

    /** Those that were done or are pending: a pending one is done before the second question. */
    private long restarts() throws Exception {
        host.client().status("v1");
        return host.client().status("v1").opcache().restarts().manual();
    }

    private Callable<HttpAnswer> sending(HttpCall call) {
        return () -> host.http().send(call);
    }

    private Path store() throws IOException {
        try (var found = Files.list(host.host.temporary())) {
            return found.filter(path -> path.getFileName().toString().startsWith(STORE))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no store"));
        }
    }

    private List<Path> minutes() throws IOException {
        return minutes(store());
    }

    private static List<Path> minutes(Path store) throws IOException {
        try (var found = Files.list(store)) {
            return found.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var found = Files.walk(tree)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** All that is in PHP's temporary directory, what is deepest first. */
    private List<String> written() throws IOException {
        var temporary = host.host.temporary();
        try (var found = Files.walk(temporary)) {
            return found.filter(path -> !path.equals(temporary))
                    .map(path -> temporary.relativize(path).toString())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
