package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are reached through a bastion: both are real SSH servers, and nothing else listens. */
class JumpHostTest {
    /** Between two looks at a condition, in nanoseconds. */
    private static final long GLANCE = 10_000_000;

    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair BASTION = LoopbackSshServer.newKey("ssh-ed25519");

    @TempDir
    Path folder;

    private LoopbackSshServer bastion;
    private LoopbackSshServer server;
    private Path knownHosts;
    private Path key;
    private MinaHostConnector connector;

    @BeforeEach
    void start_a_bastion_and_a_host() throws Exception {
        bastion = LoopbackSshServer.start(USER.getPublic(), BASTION);
        server = LoopbackSshServer.start(USER.getPublic(), HOST);
        knownHosts = folder.resolve("known_hosts");
        record(entry(bastion, BASTION), entry(server, HOST));
        key = TestHosts.write(USER, folder.resolve("key"));
        connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
    }

    @AfterEach
    void stop() throws Exception {
        connector.close();
        server.close();
        bastion.close();
    }

    @Test
    void a_script_runs_on_the_host_behind_it() throws Exception {
        try (var session = connector.connect(host("web01"))) {
            assertEquals("hello", hello(session));
        }
    }

    @Test
    void twelve_hosts_at_once_are_one_login_at_the_bastion() {
        var sessions = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> connected("web" + number)))
                .toList();
        sessions.forEach(session ->
                assertEquals("hello", session.thenApply(JumpHostTest::hello).join()));
        assertEquals(1, bastion.logins());
        assertEquals(12, server.logins());
    }

    @Test
    void a_large_answer_passes_through_both_sessions_whole() throws Exception {
        try (var session = connector.connect(host("web01"))) {
            var result = session.run(TestHosts.script("i=0; while [ $i -lt 4000 ]; do i=$((i + 1));"
                    + " printf '%s ROW text=%01000d\\n' \"$k\" $i; done; printf '%s OK\\n' \"$k\""));
            assertEquals(4000, result.rows().size());
            assertEquals("%01000d".formatted(4000), result.rows().get(3999).get("text"));
        }
    }

    @Test
    void an_unknown_key_of_the_bastion_is_refused_and_no_key_is_shown_to_it() throws Exception {
        record(entry(server, HOST));
        var failure = TestHosts.failure(() -> connector.connect(host("web01")));
        assertEquals(Kind.HOST_KEY, failure.kind());
        assertContains(failure.getMessage(), "the host key of the jump host 127.0.0.1:" + bastion.port());
        assertTrue(bastion.offered().isEmpty());
    }

    @Test
    void an_unknown_key_of_the_host_behind_it_is_refused_too() throws Exception {
        record(entry(bastion, BASTION));
        var failure = TestHosts.failure(() -> connector.connect(host("web01")));
        assertEquals(Kind.HOST_KEY, failure.kind());
        assertContains(failure.getMessage(), "the host key of 127.0.0.1:" + server.port());
        assertTrue(server.offered().isEmpty());
    }

    @Test
    void a_bastion_that_ends_takes_all_hosts_behind_it_with_one_line() throws Exception {
        var sessions = List.of(connector.connect(host("web01")), connector.connect(host("web02")));
        var running = sessions.stream()
                .map(session -> CompletableFuture.supplyAsync(() -> message(session)))
                .toList();
        while (!Files.exists(folder.resolve("web01")) || !Files.exists(folder.resolve("web02"))) {
            LockSupport.parkNanos(GLANCE);
        }
        for (var session : bastion.server().getActiveSessions()) {
            session.close(true);
        }
        var first = running.get(0).join();
        assertContains(first, "the connection to the jump host 127.0.0.1:" + bastion.port() + " ended");
        assertEquals(first, running.get(1).join());
    }

    @Test
    void a_bastion_that_ended_is_logged_in_to_again() throws Exception {
        connector.connect(host("web01")).close();
        for (var session : bastion.server().getActiveSessions()) {
            session.close(true).await();
        }
        while (!answers("web02")) {
            LockSupport.parkNanos(GLANCE);
        }
        assertTrue(bastion.logins() >= 2);
    }

    @Test
    void hosts_that_wait_for_a_bastion_that_is_gone_hear_the_same_and_try_no_more() throws Exception {
        int port = bastion.port();
        bastion.close();
        var failures = IntStream.rangeClosed(1, 4)
                .mapToObj(
                        number -> TestHosts.failure(() -> connector.connect(host("web" + number, "127.0.0.1:" + port))))
                .map(HostException::getMessage)
                .distinct()
                .toList();
        assertEquals(1, failures.size(), failures::toString);
        assertContains(failures.get(0), "cannot connect to the jump host 127.0.0.1:" + port);
    }

    @Test
    void a_bastion_that_forwards_nothing_is_told_apart() {
        bastion.server().setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        var failure = TestHosts.failure(() -> connector.connect(host("web01")));
        assertContains(failure.getMessage(), "through the jump host 127.0.0.1:" + bastion.port());
        assertContains(failure.next(), "AllowTcpForwarding");
    }

    @Test
    void a_host_that_the_bastion_does_not_reach_is_told_apart() throws Exception {
        server.close();
        var failure = TestHosts.failure(() -> connector.connect(host("web01")));
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertContains(failure.getMessage(), "through the jump host");
    }

    private boolean answers(String name) {
        try (var session = connector.connect(host(name))) {
            return hello(session).equals("hello");
        } catch (HostException notYet) {
            return false;
        }
    }

    /** Runs until its connection ends, and returns why. */
    private String message(HostSession session) {
        var failure = TestHosts.failure(() -> session.run(
                TestHosts.script(": >'" + folder.resolve(session.host().value()) + "'", "exec sleep 600")));
        return String.valueOf(failure.getMessage());
    }

    private HostSession connected(String name) {
        try {
            return connector.connect(host(name));
        } catch (HostException failed) {
            throw new CompletionException(failed);
        }
    }

    private static String hello(HostSession session) {
        try {
            return session.run(TestHosts.script("printf '%s OK said=hello\\n' \"$k\""))
                    .find("said")
                    .orElseThrow();
        } catch (HostException failed) {
            throw new CompletionException(failed);
        }
    }

    private Host host(String name) {
        return host(name, "deploy@127.0.0.1:" + bastion.port());
    }

    private Host host(String name, String jump) {
        var ssh = new SshSettings(
                "deploy",
                server.port(),
                Optional.of(key.toString()),
                Optional.empty(),
                knownHosts.toString(),
                Optional.of(jump));
        var plain = TestHosts.host(ssh);
        return new Host(
                new HostName(name), plain.address(), plain.groups(), plain.labels(), plain.path(), ssh, plain.web());
    }

    private static String entry(LoopbackSshServer at, KeyPair key) {
        return "[127.0.0.1]:" + at.port() + " " + KnownHostsLines.key(key.getPublic());
    }

    private void record(String... lines) throws IOException {
        Files.write(knownHosts, new ArrayList<>(List.of(lines)), StandardCharsets.UTF_8);
    }
}
