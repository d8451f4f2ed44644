package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Secret;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site behind a password of its own (RFC 7617), whose endpoint is asked with a signature. */
class SitePasswordTest {
    private static final Map<String, String> SIGNED =
            Map.of("Authorization", "Sluice-ES256 x", "Sluice-Authorization", "Sluice-ES256 x");

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            var seen = headers.getFirst("Authorization") + " " + headers.getFirst("Sluice-Authorization");
            var bytes = seen.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String seen(Map<String, ConfiguredValue> site, Map<String, String> call) throws Exception {
        var web = new WebSettings(
                "http://127.0.0.1:" + server.getAddress().getPort(), Optional.empty(), site, Optional.empty(), Via.SSH);
        try (var http = new OkHostHttpFactory(reference -> new Secret("s3cret-login"))
                .over(new SocketSession(), WebHosts.host(web))) {
            return http.send(new HttpCall("POST", "/", call, "", HttpCall.Connection.SHARED, Duration.ofSeconds(30)))
                    .body();
        }
    }

    @Test
    void a_signature_leaves_the_common_header_to_the_sites_own_password() throws Exception {
        var password = Map.of("authorization", ConfiguredValue.parse("Basic env:LOGIN"));
        assertEquals("Basic [secret] Sluice-ES256 x", seen(password, SIGNED));
        assertEquals("Sluice-ES256 x Sluice-ES256 x", seen(Map.of(), SIGNED));
    }

    @Test
    void a_health_check_may_have_another_password_than_the_inventory() throws Exception {
        var password = Map.of("Authorization", ConfiguredValue.parse("Basic site"));
        assertEquals("Basic own null", seen(password, Map.of("Authorization", "Basic own")));
    }
}
