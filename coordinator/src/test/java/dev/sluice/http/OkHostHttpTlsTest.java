package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OkHostHttpTlsTest {
    private static final HttpCall CALL = HttpCall.get("/", Duration.ofSeconds(60));
    private static final SecretSource NONE = reference -> {
        throw new SecretException("no secrets here");
    };

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private TestCertificate certificate;
    private HttpsServer server;

    @BeforeAll
    void start_a_site_with_a_certificate() throws Exception {
        certificate = TestCertificate.of("shop.example.com");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            var name = session.getRequestedServerNames().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void a_certificate_of_the_site_is_accepted_and_its_name_is_asked_for() throws Exception {
        try (var http = new OkHostHttpFactory(NONE, certificate.trusting())
                .over(new SocketSession(), WebHosts.host(web("shop.example.com", Via.SSH)))) {
            assertTrue(http.send(CALL).body().contains("shop.example.com"));
        }
    }

    @Test
    void a_certificate_of_another_site_is_refused() throws Exception {
        assertRefused(new OkHostHttpFactory(NONE, certificate.trusting()), "blog.example.com");
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        assertRefused(new OkHostHttpFactory(NONE), "shop.example.com");
    }

    private void assertRefused(OkHostHttpFactory factory, String site) {
        List.of(Via.SSH, Via.DIRECT).forEach(via -> assertRefused(factory, site, via));
    }

    private void assertRefused(OkHostHttpFactory factory, String site, Via via) {
        try (var http = factory.over(new SocketSession(), WebHosts.host(web(site, via)))) {
            var failure = assertThrows(HostHttpException.class, () -> http.send(CALL));
            var message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("on web01: no trusted TLS connection"), message);
            assertEquals(1, message.lines().count());
        }
    }

    private WebSettings web(String site, Via via) {
        return new WebSettings(
                "https://127.0.0.1:" + server.getAddress().getPort(),
                Optional.of(site),
                Map.of(),
                Optional.empty(),
                via);
    }
}
