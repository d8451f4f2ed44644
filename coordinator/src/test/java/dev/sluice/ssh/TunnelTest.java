package dev.sluice.ssh;

import static dev.sluice.ssh.TestHosts.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.host.HostException.Kind;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TunnelTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");

    @TempDir
    Path folder;

    private LoopbackSshServer server;
    private ServerSocket service;
    private MinaHostConnector connector;

    @BeforeEach
    void start_a_host_with_a_service() throws Exception {
        server = LoopbackSshServer.start(USER.getPublic(), HOST);
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
    }

    @AfterEach
    void stop() throws Exception {
        connector.close();
        service.close();
        server.close();
    }

    /** The time limit is for the build's sake: what this guards against is waiting for ever. */
    @Test
    @Timeout(60)
    void an_answer_ends_when_the_service_ends_its_half() throws Exception {
        server.server().setChannelFactories(List.of(HalfClosingChannel.answering("answer")));
        try (var session = connector.connect(host());
                var stream = session.open(service())) {
            stream.output().write('?');
            assertEquals("answer", new String(stream.input().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void a_service_sees_the_end_of_a_tunnel_that_is_closed() throws Exception {
        var served = CompletableFuture.supplyAsync(this::readToTheEnd);
        try (var session = connector.connect(host())) {
            session.open(service()).close();
            assertEquals(0, served.join());
        }
    }

    @Test
    void an_answer_larger_than_every_window_arrives_whole() throws Exception {
        int size = 8 << 20;
        var served = CompletableFuture.runAsync(() -> answer(new byte[size]));
        try (var session = connector.connect(host());
                var stream = session.open(service())) {
            assertEquals(size, stream.input().readNBytes(size).length);
        }
        served.join();
    }

    @Test
    void a_port_where_nobody_listens_is_told_apart() throws Exception {
        service.close();
        try (var session = connector.connect(host())) {
            var failure = TestHosts.failure(() -> session.open(service()));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertContains(failure.getMessage(), "as seen from the host");
        }
    }

    @Test
    void a_host_that_forwards_nothing_is_told_apart() throws Exception {
        server.server().setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        try (var session = connector.connect(host())) {
            var failure = TestHosts.failure(() -> session.open(service()));
            assertEquals(Kind.PROTOCOL, failure.kind());
            assertContains(failure.next(), "set web.via: exec");
            assertContains(failure.next(), "AllowTcpForwarding");
        }
    }

    @Test
    void a_session_that_ended_opens_nothing() throws Exception {
        var session = connector.connect(host());
        session.close();
        var failure = TestHosts.failure(() -> session.open(service()));
        assertEquals(Kind.LOST, failure.kind());
    }

    private ServiceAddress service() {
        return new ServiceAddress.Tcp("127.0.0.1", service.getLocalPort());
    }

    private int readToTheEnd() {
        try (var socket = service.accept()) {
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void answer(byte[] bytes) {
        try (var socket = service.accept()) {
            socket.getOutputStream().write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Host host() throws Exception {
        return TestHosts.host(
                server.port(),
                TestHosts.write(USER, folder.resolve("key")),
                server.knownHosts(folder.resolve("known_hosts"), HOST));
    }
}
