package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OkWebDownloadTest {
    private static final long LONGEST = 1000;

    private HttpsServer server;
    private HttpServer plain;
    private OkWebDownload downloads;

    @BeforeAll
    void start_web_servers() throws Exception {
        var certificate = TestCertificate.of("localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        plain.createContext("/", exchange -> answer(exchange, 200, "from a server without TLS"));
        server.createContext("/build.tar", exchange -> answer(exchange, 200, "content"));
        server.createContext("/missing", exchange -> answer(exchange, 404, "no such build"));
        server.createContext("/moved", exchange -> redirect(exchange, "/build.tar"));
        server.createContext("/down", exchange -> redirect(exchange, "http://localhost:" + port(plain) + "/"));
        server.createContext("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 500);
            exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        plain.start();
        downloads = new OkWebDownload(certificate.trusting());
    }

    @AfterAll
    void stop_them() {
        server.stop(0);
        plain.stop(0);
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static int port(HttpServer of) {
        return of.getAddress().getPort();
    }

    private String read(OkWebDownload by, String path, long longest) throws IOException {
        var out = new ByteArrayOutputStream();
        by.write(URI.create("https://localhost:" + port(server) + path), out, longest);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String failure(OkWebDownload by, String path, long longest) {
        return String.valueOf(
                assertThrows(IOException.class, () -> read(by, path, longest)).getMessage());
    }

    @Test
    void the_whole_body_is_written_also_after_a_redirect() throws IOException {
        assertEquals("content", read(downloads, "/build.tar", LONGEST));
        assertEquals("content", read(downloads, "/moved", LONGEST));
        assertEquals("content", read(downloads, "/build.tar", "content".length()));
    }

    @Test
    void an_answer_that_is_no_success_not_whole_or_too_long_is_a_failure() {
        assertEquals("the web server answered 404", failure(downloads, "/missing", LONGEST));
        assertEquals("it is longer than 6 bytes", failure(downloads, "/build.tar", 6));
        assertTrue(failure(downloads, "/cut", LONGEST).contains("cut"), () -> failure(downloads, "/cut", LONGEST));
    }

    @Test
    void a_redirect_to_a_server_without_tls_is_not_followed() {
        assertEquals("the web server answered 302", failure(downloads, "/down", LONGEST));
    }

    @Test
    void a_server_that_java_does_not_trust_is_a_failure_with_the_reason() {
        assertTrue(failure(new OkWebDownload(), "/build.tar", LONGEST).startsWith("no trusted TLS connection: "));
    }
}
