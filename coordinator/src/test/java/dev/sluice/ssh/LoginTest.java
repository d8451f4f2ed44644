package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.SecretReference;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.SshSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair STRANGER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = TestHosts.LONG;

    @TempDir
    Path folder;

    private LoopbackSshServer server;
    private Path knownHosts;

    @BeforeEach
    void start_a_host() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), HOST);
        knownHosts = server.knownHosts(folder.resolve("known_hosts"), HOST);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void a_refused_key_is_offered_once_and_named() throws Exception {
        var failure = refused(settings(TestHosts.write(STRANGER, folder.resolve("key"))), threeTries(LONG));
        assertEquals(Kind.AUTHENTICATION, failure.kind());
        assertContains(failure.getMessage(), HostKeyCheck.fingerprint(STRANGER.getPublic()));
        assertContains(failure.getMessage(), "user deploy");
        assertEquals(1, server.logins());
        assertEquals(Set.of(STRANGER.getPublic()), server.offered());
    }

    @Test
    void an_encrypted_key_is_opened_with_the_passphrase_of_the_inventory() throws Exception {
        var key = TestHosts.writeEncrypted(USER, "pass phrase", folder.resolve("key"));
        connect(locked(key), Map.of("PASSPHRASE", "pass phrase"));
    }

    @Test
    void a_wrong_passphrase_is_named_by_its_reference() throws Exception {
        var key = TestHosts.writeEncrypted(USER, "pass phrase", folder.resolve("key"));
        var failure = TestHosts.failure(() -> connect(locked(key), Map.of("PASSPHRASE", "another")));
        assertEquals("env:PASSPHRASE does not open the private key " + key, failure.getMessage());
    }

    @Test
    void an_encrypted_key_without_a_passphrase_is_refused_before_connecting() throws Exception {
        var key = TestHosts.writeEncrypted(USER, "pass phrase", folder.resolve("key"));
        var failure = refused(settings(key), threeTries(LONG));
        assertEquals("the private key " + key + " is encrypted", failure.getMessage());
        assertEquals(0, server.logins());
    }

    @Test
    void a_key_file_that_is_none_is_refused_before_connecting() throws Exception {
        var failure = refused(settings(knownHosts), threeTries(LONG));
        assertEquals(Kind.AUTHENTICATION, failure.kind());
        assertContains(failure.getMessage(), knownHosts + " contains no private key");
        assertEquals(0, server.logins());
    }

    @Test
    void without_a_key_and_an_agent_nothing_is_offered_unasked() {
        var failure = refused(settings(Optional.empty()), threeTries(LONG));
        assertEquals(Kind.AUTHENTICATION, failure.kind());
        assertEquals(0, server.logins());
    }

    @Test
    void a_host_that_drops_every_connection_is_tried_more_often_but_not_for_ever() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var closing = new ClosingServer(listening);
            var failure = refused(settings(listening.getLocalPort()), threeTries(LONG));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertContains(failure.getMessage(), "dropped the connection before its greeting");
            assertContains(failure.getMessage(), "(5 tries)");
            assertEquals(5, closing.accepted());
        }
    }

    @Test
    void a_port_where_nobody_listens_is_unreachable() throws Exception {
        int port;
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
        }
        var failure = refused(settings(port), threeTries(LONG));
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertContains(failure.getMessage(), "Connection refused");
    }

    @Test
    void a_server_that_never_greets_is_unreachable() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var failure = refused(settings(silent.getLocalPort()), threeTries(SHORT));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertContains(failure.getMessage(), "did not greet");
        }
    }

    private SshLimits threeTries(Duration login) {
        return new SshLimits(LONG, login, LONG, LONG, 2, 3, 5, Duration.ofMillis(1), 8, 32);
    }

    private SshSettings settings(Path key) {
        return settings(Optional.of(key.toString()));
    }

    private SshSettings settings(Optional<String> key) {
        return new SshSettings("deploy", server.port(), key, Optional.empty(), knownHosts.toString(), Optional.empty());
    }

    private SshSettings settings(int port) throws Exception {
        var key = TestHosts.write(USER, folder.resolve("key"));
        return new SshSettings(
                "deploy", port, Optional.of(key.toString()), Optional.empty(), knownHosts.toString(), Optional.empty());
    }

    private SshSettings locked(Path key) {
        return new SshSettings(
                "deploy",
                server.port(),
                Optional.of(key.toString()),
                SecretReference.parse("env:PASSPHRASE"),
                knownHosts.toString(),
                Optional.empty());
    }

    private static HostException refused(SshSettings ssh, SshLimits limits) {
        return TestHosts.failure(() -> {
            try (var connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), limits)) {
                connector.connect(TestHosts.host(ssh)).close();
            }
        });
    }

    private static void connect(SshSettings ssh, Map<String, String> variables) throws Exception {
        try (var connector = new MinaHostConnector(TestHosts.secrets(variables), Map.of(), TestHosts.patient())) {
            connector.connect(TestHosts.host(ssh)).close();
        }
    }
}
