package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {
    private static final String ED25519 = "ssh-ed25519";
    private static final String ECDSA = "ecdsa-sha2-nistp256";
    private static final String RSA = "ssh-rsa";

    @TempDir
    Path folder;

    private static final KeyPair USER = LoopbackSshServer.newKey(ED25519);
    private static final KeyPair ED25519_KEY = LoopbackSshServer.newKey(ED25519);
    private static final KeyPair ECDSA_KEY = LoopbackSshServer.newKey(ECDSA);
    private static final KeyPair RSA_KEY = LoopbackSshServer.newKey(RSA);
    private LoopbackSshServer server;
    private Path knownHosts;

    @BeforeEach
    void start_a_host_with_three_keys() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), ED25519_KEY, ECDSA_KEY, RSA_KEY);
        knownHosts = folder.resolve("known_hosts");
        TestHosts.write(USER, folder.resolve("key"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void a_host_that_shows_the_recorded_key_is_connected_to() throws Exception {
        server.knownHosts(knownHosts, ED25519_KEY, ECDSA_KEY, RSA_KEY);
        connect();
        assertEquals(Set.of(USER.getPublic()), server.offered());
    }

    @Test
    void a_host_of_which_only_the_ed25519_key_is_recorded_is_asked_for_that_one() throws Exception {
        server.knownHosts(knownHosts, ED25519_KEY);
        connect();
    }

    @Test
    void a_host_of_which_only_the_rsa_key_is_recorded_is_asked_for_that_one() throws Exception {
        server.knownHosts(knownHosts, RSA_KEY);
        connect();
    }

    @Test
    void a_user_key_of_another_type_than_the_recorded_host_key_can_be_used() throws Exception {
        try (var other = LoopbackSshServer.start(RSA_KEY.getPublic(), ED25519_KEY)) {
            other.knownHosts(knownHosts, ED25519_KEY);
            connect(TestHosts.host(other.port(), TestHosts.write(RSA_KEY, folder.resolve("rsa")), knownHosts));
            assertEquals(Set.of(RSA_KEY.getPublic()), other.offered());
        }
    }

    @Test
    void a_hashed_entry_is_found_and_decides_the_type() throws Exception {
        write(KnownHostsLines.hashed("127.0.0.1", server.port(), ED25519_KEY.getPublic()));
        connect();
    }

    @Test
    void an_entry_under_the_name_of_the_host_counts_when_its_address_has_none() throws Exception {
        write("[web01]:" + server.port() + " " + KnownHostsLines.key(RSA_KEY.getPublic()));
        connect();
    }

    @Test
    void a_wildcard_entry_counts() throws Exception {
        write("[127.0.0.*]:" + server.port() + " " + KnownHostsLines.key(ED25519_KEY.getPublic()));
        connect();
    }

    @Test
    void a_changed_key_is_refused_with_both_fingerprints_and_the_line_on_record() throws Exception {
        var old = LoopbackSshServer.newKey(ED25519);
        write("# a comment", entry(old));
        var failure = refused();
        assertContains(failure.getMessage(), HostKeyCheck.fingerprint(old.getPublic()));
        assertContains(failure.getMessage(), HostKeyCheck.fingerprint(ED25519_KEY.getPublic()));
        assertContains(failure.getMessage(), knownHosts + ":2");
        assertContains(failure.next(), "ssh-keygen -f " + knownHosts + " -R '[127.0.0.1]:" + server.port() + "'");
    }

    @Test
    void a_host_that_has_no_key_of_the_recorded_type_is_refused_with_the_one_it_shows() throws Exception {
        try (var other = LoopbackSshServer.start(USER.getPublic(), ECDSA_KEY)) {
            other.knownHosts(knownHosts, ED25519_KEY);
            var failure = TestHosts.failure(() -> connect(host(other)));
            assertEquals(Kind.HOST_KEY, failure.kind());
            assertContains(failure.getMessage(), HostKeyCheck.fingerprint(ECDSA_KEY.getPublic()));
            assertContains(failure.getMessage(), HostKeyCheck.fingerprint(ED25519_KEY.getPublic()));
        }
    }

    @Test
    void an_unknown_host_is_refused_with_its_fingerprint_and_how_to_record_it() throws Exception {
        write("another.example.com " + KnownHostsLines.key(ECDSA_KEY.getPublic()));
        var failure = refused();
        assertContains(failure.getMessage(), "not on record in " + knownHosts);
        assertContains(failure.getMessage(), "SHA256:");
        assertContains(failure.next(), "sluice trust web01");
    }

    @Test
    void an_entry_without_the_port_is_none_for_another_port() throws Exception {
        write("127.0.0.1 " + KnownHostsLines.key(ED25519_KEY.getPublic()));
        assertContains(refused().getMessage(), "not on record");
    }

    @Test
    void without_a_file_every_host_is_unknown() {
        assertContains(refused().getMessage(), "not on record");
    }

    @Test
    void a_revoked_key_is_refused_though_it_is_on_record() throws Exception {
        write("@revoked * " + KnownHostsLines.key(ED25519_KEY.getPublic()), entry(ED25519_KEY));
        assertContains(refused().getMessage(), "revoked");
    }

    @Test
    void a_line_with_a_marker_that_nobody_knows_counts_for_nothing() throws Exception {
        for (var marker : List.of("@Revoked", "@revoke", "@foo", "@cert-authority @revoked")) {
            write(marker + " " + entry(ED25519_KEY));
            assertContains(refused().getMessage(), "not on record");
        }
    }

    @Test
    void a_key_that_is_revoked_under_the_name_of_the_host_is_refused_under_its_address() throws Exception {
        write("@revoked web01 " + KnownHostsLines.key(ED25519_KEY.getPublic()), entry(ED25519_KEY));
        assertContains(refused().getMessage(), "revoked");
    }

    @Test
    void revoked_keys_of_all_hosts_do_not_hide_the_entry_under_the_name_of_the_host() throws Exception {
        var old = LoopbackSshServer.newKey(ED25519);
        write(
                "@revoked * " + KnownHostsLines.key(old.getPublic()),
                "[web01]:" + server.port() + " " + KnownHostsLines.key(ED25519_KEY.getPublic()));
        connect();
    }

    @Test
    void a_name_does_not_bring_in_an_address_that_its_line_takes_out() throws Exception {
        write("*,!*127.0.0.1* " + KnownHostsLines.key(ED25519_KEY.getPublic()));
        assertContains(refused().getMessage(), "not on record");
    }

    @Test
    void a_weak_rsa_key_is_refused_though_it_is_on_record_and_the_remedy_is_named() throws Exception {
        var weak = KeyUtils.generateKeyPair(RSA, 1024);
        try (var other = LoopbackSshServer.start(USER.getPublic(), weak)) {
            other.knownHosts(knownHosts, weak);
            var failure = TestHosts.failure(() -> connect(host(other)));
            assertEquals(Kind.HOST_KEY, failure.kind());
            assertContains(failure.getMessage(), "of 1024 bits, and RSA needs 2048 here (ssh(1) accepts less)");
            assertContains(failure.next(), "ssh-keygen -t ed25519");
            assertContains(failure.next(), "sluice trust web01");
            assertEquals(Set.of(), other.offered());
        }
    }

    @Test
    void a_line_that_cannot_be_read_is_passed_over() throws Exception {
        write("rubbish", "[127.0.0.1]:" + server.port() + " ssh-ed25519 AAAA", entry(ED25519_KEY));
        connect();
    }

    @Test
    void a_refused_host_is_asked_once_and_offered_no_key() {
        refused();
        assertEquals(1, server.logins());
        assertEquals(Set.of(), server.offered());
    }

    private String entry(KeyPair key) {
        return "[127.0.0.1]:" + server.port() + " " + KnownHostsLines.key(key.getPublic());
    }

    private void write(String... lines) throws Exception {
        Files.write(knownHosts, List.of(lines));
    }

    private HostException refused() {
        var failure = TestHosts.failure(this::connect);
        assertEquals(Kind.HOST_KEY, failure.kind());
        return failure;
    }

    private void connect() throws HostException {
        connect(host(server));
    }

    private Host host(LoopbackSshServer at) {
        return TestHosts.host(at.port(), folder.resolve("key"), knownHosts);
    }

    private static void connect(Host host) throws HostException {
        try (var connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
                var session = connector.connect(host)) {
            assertEquals(host.name(), session.host());
        }
    }
}
