package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client offers, against what OpenSSH of 2026 offers without any configuration (myproposal.h). */
class OfferedAlgorithmsTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair RSA = LoopbackSshServer.newKey("ssh-rsa");

    /** Extensions of the protocol, which are announced among the key exchanges: the second one is Terrapin's remedy. */
    private static final Set<String> EXTENSIONS = Set.of("ext-info-c", "kex-strict-c-v00@openssh.com");

    private static final Set<String> KEY_EXCHANGES = words("""
        mlkem768x25519-sha256 sntrup761x25519-sha512 sntrup761x25519-sha512@openssh.com curve25519-sha256
        curve25519-sha256@libssh.org ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521
        diffie-hellman-group-exchange-sha256 diffie-hellman-group16-sha512 diffie-hellman-group18-sha512
        diffie-hellman-group14-sha256""");
    private static final Set<String> CIPHERS = words("""
        chacha20-poly1305@openssh.com aes128-gcm@openssh.com aes256-gcm@openssh.com aes128-ctr aes192-ctr aes256-ctr""");
    private static final Set<String> MACS = words("""
        umac-64-etm@openssh.com umac-128-etm@openssh.com hmac-sha2-256-etm@openssh.com hmac-sha2-512-etm@openssh.com
        hmac-sha1-etm@openssh.com umac-64@openssh.com umac-128@openssh.com hmac-sha2-256 hmac-sha2-512 hmac-sha1""");
    private static final Set<String> HOST_KEYS = words("""
        ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521 rsa-sha2-512 rsa-sha2-256
        sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com""");

    @TempDir
    Path folder;

    private final Map<KexProposalOption, String> seen = new ConcurrentHashMap<>();
    private LoopbackSshServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), HOST, RSA);
        server.server().addSessionListener(new SessionListener() {
            @Override
            public void sessionNegotiationStart(
                    Session session, Map<KexProposalOption, String> client, Map<KexProposalOption, String> own) {
                seen.putAll(client);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+", -1));
    }

    @Test
    void nothing_is_offered_that_openssh_does_not_offer() throws Exception {
        connect(HOST);
        var more = new EnumMap<KexProposalOption, Set<String>>(KexProposalOption.class);
        more.put(KexProposalOption.ALGORITHMS, less(KexProposalOption.ALGORITHMS, KEY_EXCHANGES, EXTENSIONS));
        more.put(KexProposalOption.SERVERKEYS, less(KexProposalOption.SERVERKEYS, HOST_KEYS, Set.of()));
        for (var option : KexProposalOption.CIPHER_PROPOSALS) {
            more.put(option, less(option, CIPHERS, Set.of()));
        }
        for (var option : KexProposalOption.MAC_PROPOSALS) {
            more.put(option, less(option, MACS, Set.of()));
        }
        for (var option : KexProposalOption.COMPRESSION_PROPOSALS) {
            more.put(option, less(option, Set.of("none"), Set.of()));
        }
        more.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), more);
    }

    @Test
    void strict_key_exchange_is_offered() throws Exception {
        connect(HOST);
        assertContains(seen.get(KexProposalOption.ALGORITHMS), "kex-strict-c-v00@openssh.com");
    }

    /** The client's first cipher that a server has is used (RFC 4253, 7.1). */
    @Test
    void the_ciphers_that_processors_compute_themselves_are_offered_first() throws Exception {
        connect(HOST);
        for (var option : KexProposalOption.CIPHER_PROPOSALS) {
            var offered = String.valueOf(seen.get(option));
            assertTrue(offered.startsWith("aes128-gcm@openssh.com,aes256-gcm@openssh.com,"), offered);
        }
    }

    private Set<String> less(KexProposalOption option, Set<String> known, Set<String> too) {
        var offered = new TreeSet<>(List.of(String.valueOf(seen.get(option)).split(",", -1)));
        offered.removeAll(known);
        offered.removeAll(too);
        return offered;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.ssh.LeftOutAlgorithms#all")
    void a_host_that_has_nothing_but_what_openssh_left_out_is_refused(String name, Consumer<SshServer> setting) {
        setting.accept(server.server());
        var failure = TestHosts.failure(() -> connect(HOST, RSA));
        assertEquals(HostException.Kind.PROTOCOL, failure.kind(), failure::getMessage);
        assertContains(failure.getMessage(), "no algorithm in common");
        assertTrue(server.offered().isEmpty(), () -> name + ": a key of ours was shown");
    }

    private void connect(KeyPair... recorded) throws Exception {
        var host = TestHosts.host(
                server.port(),
                TestHosts.write(USER, folder.resolve("key")),
                server.knownHosts(folder.resolve("known_hosts"), recorded));
        try (var connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
                var session = connector.connect(host)) {
            assertTrue(session.isOpen());
        }
    }
}
