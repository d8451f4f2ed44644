package dev.sluice.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.UnsafeFileException;
import dev.sluice.host.HostException;
import dev.sluice.host.HostTrust.Hop;
import dev.sluice.host.ShownHostKey;
import dev.sluice.host.ShownHostKey.Trust;
import dev.sluice.inventory.SshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTrustTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair ED25519 = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair ECDSA = LoopbackSshServer.newKey("ecdsa-sha2-nistp256");

    @TempDir
    Path folder;

    private LoopbackSshServer server;
    private LoopbackSshServer bastion;
    private Path knownHosts;
    private MinaHostConnector connector;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), ECDSA, ED25519);
        bastion = LoopbackSshServer.start(USER.getPublic(), ED25519);
        knownHosts = folder.resolve("new/known_hosts");
        TestHosts.write(USER, folder.resolve("key"));
        connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
    }

    @AfterEach
    void stop() throws Exception {
        connector.close();
        server.close();
        bastion.close();
    }

    @Test
    void a_key_that_was_accepted_is_in_a_file_for_nobody_else_and_connects() throws Exception {
        var shown = inspect(way(Optional.empty()).get(0));
        assertEquals(Trust.UNKNOWN, shown.trust());
        assertEquals(HostKeyCheck.fingerprint(ED25519.getPublic()), shown.type() + " " + shown.fingerprint());
        assertEquals(java.util.Set.of(), server.offered());
        connector.trust().accept(shown);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(knownHosts)));
        assertEquals(Trust.TRUSTED, inspect(way(Optional.empty()).get(0)).trust());
        connector.connect(TestHosts.host(settings(Optional.empty()))).close();
    }

    @Test
    void a_line_is_added_behind_one_that_was_not_ended() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(knownHosts, "# no line break");
        connector.trust().accept(inspect(way(Optional.empty()).get(0)));
        assertEquals(
                List.of(
                        "# no line break",
                        "[127.0.0.1]:" + server.port() + " " + KnownHostsLines.key(ED25519.getPublic())),
                Files.readAllLines(knownHosts));
    }

    @Test
    void another_key_on_record_is_nothing_to_judge() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        var other = LoopbackSshServer.newKey("ssh-ed25519");
        server.knownHosts(knownHosts, other);
        var failure = TestHosts.failure(() -> inspect(way(Optional.empty()).get(0)));
        TestHosts.assertContains(failure.getMessage(), HostKeyCheck.fingerprint(other.getPublic()));
        TestHosts.assertContains(failure.getMessage(), HostKeyCheck.fingerprint(ED25519.getPublic()));
        TestHosts.assertContains(failure.getMessage(), knownHosts + ":1");
    }

    @Test
    void a_weak_rsa_key_is_not_recorded() throws Exception {
        var weak = KeyUtils.generateKeyPair("ssh-rsa", 1024);
        server.close();
        server = LoopbackSshServer.start(USER.getPublic(), weak);
        var failure = TestHosts.failure(() -> inspect(way(Optional.empty()).get(0)));
        TestHosts.assertContains(failure.getMessage(), "too weak");
    }

    @Test
    void the_jump_host_comes_first_and_must_be_trusted_before_the_host_is_seen() throws Exception {
        var way = way(Optional.of("deploy@127.0.0.1:" + bastion.port()));
        assertEquals(
                List.of(Hop.Role.JUMP, Hop.Role.HOST),
                way.stream().map(Hop::role).toList());
        var failure = TestHosts.failure(() -> inspect(way.get(1)));
        assertEquals(HostException.Kind.HOST_KEY, failure.kind());
        connector.trust().accept(inspect(way.get(0)));
        connector.trust().accept(inspect(way.get(1)));
        assertEquals(2, Files.readAllLines(knownHosts).size());
        connector
                .connect(TestHosts.host(settings(Optional.of("deploy@127.0.0.1:" + bastion.port()))))
                .close();
        assertTrue(server.offered().contains(USER.getPublic()));
    }

    private List<Hop> way(Optional<String> jump) {
        return connector.trust().way(TestHosts.host(settings(jump)));
    }

    private ShownHostKey inspect(Hop hop) throws HostException {
        return connector.trust().inspect(hop);
    }

    private SshSettings settings(Optional<String> jump) {
        return new SshSettings(
                "deploy",
                server.port(),
                Optional.of(folder.resolve("key").toString()),
                Optional.empty(),
                knownHosts.toString(),
                jump);
    }

    @Test
    void a_file_that_others_can_change_is_neither_believed_nor_added_to() throws Exception {
        var shown = inspect(way(Optional.empty()).get(0));
        connector.trust().accept(shown);
        Files.setPosixFilePermissions(knownHosts, PosixFilePermissions.fromString("rw-rw----"));
        var refused =
                assertThrows(HostException.class, () -> connector.connect(TestHosts.host(settings(Optional.empty()))));
        assertTrue(refused.toString().contains("chmod go-w " + knownHosts), refused.toString());
        assertThrows(UnsafeFileException.class, () -> connector.trust().accept(shown));
        assertEquals(1, Files.readAllLines(knownHosts).size());
    }
}
