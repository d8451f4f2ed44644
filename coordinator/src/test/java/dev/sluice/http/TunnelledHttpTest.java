package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import dev.sluice.ssh.LoopbackSshServer;
import dev.sluice.ssh.MinaHostConnector;
import dev.sluice.ssh.TestHosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP through a real tunnel: what ssh and http make of each other. */
class TunnelledHttpTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private LoopbackSshServer host;
    private HttpServer site;
    private MinaHostConnector connector;

    @BeforeEach
    void start_a_host_with_a_site() throws Exception {
        host = LoopbackSshServer.start(USER.getPublic(), HOST);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        site.setExecutor(workers);
        site.createContext("/echo", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .add("X-Host", exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.createContext("/silent", exchange -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        site.start();
        connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
    }

    @AfterEach
    void stop() throws Exception {
        never.countDown();
        connector.close();
        site.stop(0);
        workers.shutdownNow();
        host.close();
    }

    @Test
    void requests_go_through_the_session_on_shared_and_own_connections() throws Exception {
        try (var session = connector.connect(reachable());
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(session, WebHosts.host(web()))) {
            for (var connection : HttpCall.Connection.values()) {
                for (int i = 0; i < 20; i++) {
                    var body = "body " + i;
                    var answer = http.send(new HttpCall("POST", "/echo", Map.of(), body, connection, LONG));
                    assertEquals(body, answer.body());
                    assertEquals(Optional.of("shop.example.com"), answer.header("x-host"));
                }
            }
        }
    }

    @Test
    void a_silent_site_is_given_up_and_the_session_goes_on() throws Exception {
        try (var session = connector.connect(reachable());
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(session, WebHosts.host(web()))) {
            var hasty = HttpCall.get("/silent", Duration.ofMillis(300));
            assertThrows(HostHttpException.class, () -> http.send(hasty));
            assertEquals(200, http.send(HttpCall.get("/echo", LONG)).status());
        }
    }

    @Test
    void a_client_that_is_closed_ends_its_own_calls_only() throws Exception {
        var factory = new OkHostHttpFactory(TestHosts.secrets(Map.of()));
        try (var session = connector.connect(reachable());
                var waiting = factory.over(session, WebHosts.host(web()))) {
            var call = HttpCall.get("/silent", Duration.ofSeconds(2));
            var failure = workers.submit(() -> assertThrows(HostHttpException.class, () -> waiting.send(call)));
            asked.await();
            factory.over(session, WebHosts.host(web())).close();
            var message = String.valueOf(failure.get().getMessage());
            assertTrue(message.contains("no whole answer within 2 s"), message);
        }
    }

    @Test
    void a_port_where_nobody_listens_on_the_host_is_named() throws Exception {
        site.stop(0);
        try (var session = connector.connect(reachable());
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(session, WebHosts.host(web()))) {
            var failure = assertThrows(HostHttpException.class, () -> http.send(HttpCall.get("/echo", LONG)));
            var expected = "no connection to 127.0.0.1:" + site.getAddress().getPort() + " as seen from the host";
            assertTrue(String.valueOf(failure.getMessage()).contains(expected), failure.getMessage());
        }
    }

    private Host reachable() throws Exception {
        return TestHosts.host(
                host.port(),
                TestHosts.write(USER, folder.resolve("key")),
                host.knownHosts(folder.resolve("known_hosts"), HOST));
    }

    private WebSettings web() {
        return new WebSettings(
                "http://127.0.0.1:" + site.getAddress().getPort(),
                Optional.of("shop.example.com"),
                Map.of(),
                Optional.empty(),
                Via.SSH);
    }
}
