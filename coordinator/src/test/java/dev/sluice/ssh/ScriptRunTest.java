package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.answering;
import static dev.sluice.ssh.TestHosts.assertContains;
import static dev.sluice.ssh.TestHosts.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostCommand.Payload;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private LoopbackSshServer server;
    private Path key;

    @BeforeEach
    void start_a_host() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), HOST);
        key = TestHosts.write(USER, folder.resolve("key"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void an_answer_comes_back_with_rows_values_and_log() throws Exception {
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var result = session.run(
                    script("printf 'to the log\\n' >&2", "echo \"$k ROW name=a\"", "echo \"$k OK live=b%20c\""));
            assertTrue(result.ok());
            assertEquals(List.of(Map.of("name", "a")), result.rows());
            assertEquals("b c", result.find("live").orElseThrow());
            assertEquals("to the log", result.log());
        }
    }

    @Test
    void an_error_of_the_script_is_an_answer() throws Exception {
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            assertEquals(
                    "fenced",
                    session.run(script("echo \"$k ERR fenced epoch=7\"")).code());
        }
    }

    @Test
    void only_the_last_lines_of_the_log_are_kept_and_they_are_harmless() throws Exception {
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var result = session.run(script(
                    "i=0; while [ $i -lt 2000 ]; do echo \"line $i\" >&2; i=$((i+1)); done",
                    "printf '\\033[31mred\\033[0m \\007bell\\n' >&2",
                    "echo \"$k OK\""));
            assertTrue(result.log().length() <= 4096, result.log());
            assertTrue(result.log().endsWith("line 1999\nred  bell"), result.log());
        }
    }

    @Test
    void a_large_payload_survives_many_new_keys_in_the_middle() throws Exception {
        CoreModuleProperties.REKEY_BYTES_LIMIT.set(server.server(), 1L << 18);
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var sent = new AtomicLong();
            var payload = new Payload(out -> {
                var piece = new byte[MEGABYTE / 4];
                // How much travels meanwhile depends on the machine: so not a size, but a count ends it.
                while (server.keyExchanges() <= 5 && sent.get() < 512L * MEGABYTE) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                }
            });
            var result = session.run(uploadOf(payload, "echo \"$k OK bytes=$(wc -c | tr -d ' ')\""));
            assertEquals(sent.toString(), result.find("bytes").orElseThrow());
            assertTrue(server.keyExchanges() > 5, () -> server.keyExchanges() + " key exchanges");
        }
    }

    @Test
    void an_answer_is_seen_while_the_payload_is_still_on_its_way() throws Exception {
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            assertEquals(
                    "full",
                    session.run(payload(8 * MEGABYTE, "echo \"$k ERR full\"; cat > /dev/null"))
                            .code());
            assertTrue(session.run(script("echo \"$k OK\"")).ok());
        }
    }

    @Test
    void a_host_without_a_shell_is_named_with_the_exit_status() throws Exception {
        server.runsCommands("/nowhere/sh ");
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var failure = TestHosts.failure(() -> session.run(script("echo \"$k OK\"")));
            assertEquals(Kind.PROTOCOL, failure.kind());
            assertContains(failure.getMessage(), "exit status 127");
        }
    }

    @Test
    void a_login_shell_that_says_something_else_is_quoted() throws Exception {
        server.runsCommands("echo This account is not available; cat > /dev/null; exit 1; ");
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var failure = TestHosts.failure(() -> session.run(script("echo \"$k OK\"")));
            assertEquals(Kind.PROTOCOL, failure.kind());
            assertContains(failure.getMessage(), "This account is not available");
        }
    }

    @Test
    void a_connection_that_is_cut_leaves_the_effect_unknown() throws Exception {
        try (var relay = FreezableRelay.to(server.port());
                var connector = connector(TestHosts.patient());
                var session = connect(connector, relay.port())) {
            var running = whileRunning(session);
            relay.cut();
            assertEquals(Kind.LOST, running.join());
        }
    }

    @Test
    void a_host_that_falls_silent_is_noticed_by_its_missing_heartbeats() throws Exception {
        var limits = heartbeat(Duration.ofMillis(500));
        try (var relay = FreezableRelay.to(server.port());
                var connector = connector(limits);
                var session = connect(connector, relay.port())) {
            var running = whileRunning(session);
            relay.freeze();
            assertEquals(Kind.LOST, running.join());
        }
    }

    @Test
    void a_script_without_a_sign_of_life_is_given_up() throws Exception {
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var silent = HostCommand.of(
                    new HostScript("silent", answering("exec sleep 600")), Map.of(), Duration.ofMillis(300));
            var failure = TestHosts.failure(() -> session.run(silent));
            assertEquals(Kind.LOST, failure.kind());
            assertContains(failure.getMessage(), "no sign of life");
            assertTrue(session.run(script("echo \"$k OK\"")).ok(), "the session goes on");
        }
    }

    @Test
    void a_session_that_is_closed_starts_nothing() throws Exception {
        try (var connector = connector(TestHosts.patient())) {
            var session = connect(connector, server.port());
            session.close();
            var failure = TestHosts.failure(() -> session.run(script("echo \"$k OK\"")));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertContains(failure.next(), "nothing was changed");
        }
    }

    @Test
    void a_host_that_allows_one_script_at_once_gets_one_after_the_other() throws Exception {
        server.allowsCommands(1);
        try (var connector = connector(TestHosts.patient());
                var session = connect(connector, server.port())) {
            var running = new ArrayList<CompletableFuture<Boolean>>();
            for (int i = 0; i < 6; i++) {
                running.add(CompletableFuture.supplyAsync(() -> answered(session)));
            }
            assertEquals(6, running.stream().filter(CompletableFuture::join).count());
        }
    }

    private static boolean answered(HostSession session) {
        try {
            return session.run(script("echo \"$k OK\"")).ok();
        } catch (HostException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Starts a script that never ends, waits until it runs, and says how it failed. */
    private static CompletableFuture<Kind> whileRunning(HostSession session) throws InterruptedException {
        var running = new CountDownLatch(1);
        Payload payload = new Payload(out -> {
            out.flush();
            running.countDown();
        });
        var endless = new HostCommand(
                new HostScript("endless", answering("exec sleep 600")), Map.of(), payload, TestHosts.LONG);
        var kind = CompletableFuture.supplyAsync(
                () -> TestHosts.failure(() -> session.run(endless)).kind());
        var ended = kind.whenComplete((early, failed) -> running.countDown());
        running.await();
        return ended;
    }

    private static HostCommand payload(int bytes, String... lines) {
        Payload payload = new Payload(out -> {
            var piece = new byte[MEGABYTE];
            for (int written = 0; written < bytes; written += piece.length) {
                out.write(piece);
            }
        });
        return uploadOf(payload, lines);
    }

    private static HostCommand uploadOf(Payload payload, String... lines) {
        return new HostCommand(new HostScript("upload", answering(lines)), Map.of(), payload, TestHosts.LONG);
    }

    private static SshLimits heartbeat(Duration interval) {
        var patient = TestHosts.LONG;
        return new SshLimits(patient, patient, patient, interval, 2, 1, 1, Duration.ofMillis(1), 8, 32);
    }

    private static MinaHostConnector connector(SshLimits limits) {
        return new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), limits);
    }

    private HostSession connect(MinaHostConnector connector, int port) throws Exception {
        var knownHosts = folder.resolve("known_hosts");
        Files.writeString(knownHosts, "[127.0.0.1]:" + port + " " + KnownHostsLines.key(HOST.getPublic()) + "\n");
        return connector.connect(TestHosts.host(port, key, knownHosts));
    }
}
