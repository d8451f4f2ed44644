package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.SshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair STRANGER = LoopbackSshServer.newKey("ssh-rsa");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");

    @TempDir
    Path folder;

    private Path socketFolder;
    private Path socket;
    private LoopbackSshServer server;
    private Path knownHosts;

    @BeforeEach
    void start_a_host() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), HOST);
        knownHosts = server.knownHosts(folder.resolve("known_hosts"), HOST);
        // The path of a Unix socket has 107 bytes at most.
        socketFolder = Files.createTempDirectory("agent");
        socket = socketFolder.resolve("s");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        Files.deleteIfExists(socket);
        Files.delete(socketFolder);
    }

    @Test
    void a_host_without_a_key_of_its_own_is_offered_what_the_agent_holds() throws Exception {
        try (var agent = new LoopbackAgent(socket, STRANGER, USER)) {
            connect(agent.socket(), Optional.empty());
            assertEquals(Set.of(STRANGER.getPublic(), USER.getPublic()), server.offered());
        }
    }

    @Test
    void the_agent_is_not_asked_for_a_host_with_a_key_of_its_own() throws Exception {
        var key = TestHosts.write(USER, folder.resolve("key"));
        try (var agent = new LoopbackAgent(socket, STRANGER)) {
            connect(agent.socket(), Optional.of(key.toString()));
            assertEquals(Set.of(USER.getPublic()), server.offered());
        }
    }

    @Test
    void an_agent_without_a_fitting_key_is_named() throws Exception {
        try (var agent = new LoopbackAgent(socket, STRANGER)) {
            var failure = TestHosts.failure(() -> connect(agent.socket(), Optional.empty()));
            assertEquals(Kind.AUTHENTICATION, failure.kind());
            assertContains(failure.getMessage(), "every key of the agent");
        }
    }

    @Test
    void an_agent_that_is_gone_is_named() {
        var failure = TestHosts.failure(() -> connect(socket, Optional.empty()));
        assertEquals(Kind.AUTHENTICATION, failure.kind());
        assertContains(failure.getMessage(), socket.toString());
    }

    private void connect(Path agent, Optional<String> key) throws Exception {
        var ssh = new SshSettings(
                "deploy", server.port(), key, Optional.empty(), knownHosts.toString(), Optional.empty());
        var environment = Map.of("SSH_AUTH_SOCK", agent.toString());
        try (var connector = new MinaHostConnector(TestHosts.secrets(Map.of()), environment, TestHosts.patient())) {
            connector.connect(TestHosts.host(ssh)).close();
        }
    }
}
