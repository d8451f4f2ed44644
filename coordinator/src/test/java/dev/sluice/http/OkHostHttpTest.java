package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpCall;
import dev.sluice.host.HttpCall.Connection;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkHostHttpTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final SecretSource SECRETS = reference -> {
        if (reference.value().equals("TOKEN")) {
            return new Secret("s3cret");
        }
        if (reference.value().equals("BROKEN")) {
            return new Secret("two\nlines");
        }
        if (reference.value().equals("SHORT")) {
            return new Secret("s3cre");
        }
        throw new SecretException(reference + " is not set");
    };

    private final SocketSession session = new SocketSession();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start_a_site() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(workers);
        server.createContext("/echo", this::echo);
        server.createContext(
                "/port",
                exchange -> answer(
                        exchange,
                        200,
                        String.valueOf(exchange.getRemoteAddress().getPort())));
        server.createContext("/authorized", exchange -> {
            var authorized = "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("X-Test"));
            answer(exchange, authorized ? 200 : 403, "");
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/echo");
            answer(exchange, 302, "elsewhere");
        });
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(3 << 20)));
        server.createContext("/zipped", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (var out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write("{\"ok\":true}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.createContext("/silent", exchange -> waitFor(never));
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void the_site_is_asked_by_its_own_name_at_the_address_of_the_host() throws Exception {
        try (var http = over(web("shop.example.com"))) {
            assertTrue(http.send(HttpCall.get("/echo?a=1&b=%2F", LONG))
                    .body()
                    .startsWith("GET /echo?a=1&b=%2F shop.example.com"));
            assertEquals("127.0.0.1:" + port(), session.lastOpened());
        }
    }

    @Test
    void without_a_name_the_host_of_the_url_is_asked_for() throws Exception {
        try (var http = over(web(Optional.empty(), Map.of(), Via.SSH))) {
            assertTrue(http.send(HttpCall.get("/echo", LONG)).body().startsWith("GET /echo 127.0.0.1:" + port()));
        }
    }

    @Test
    void a_path_with_two_slashes_stays_a_path() throws Exception {
        try (var http = over(web("shop.example.com"))) {
            var body = http.send(HttpCall.get("//evil.example.com/echo", LONG)).body();
            assertTrue(body.startsWith("GET //evil.example.com/echo shop.example.com"), body);
        }
    }

    @Test
    void a_body_is_posted_as_it_is() throws Exception {
        var call =
                new HttpCall("POST", "/echo", Map.of("content-type", "text/x-test"), "Grüße", Connection.SHARED, LONG);
        try (var http = over(web("shop.example.com"))) {
            var answer = http.send(call);
            assertEquals(200, answer.status());
            assertTrue(answer.body().endsWith("text/x-test\nGrüße"), answer.body());
            assertEquals(Optional.of("yes"), answer.header("x-echo"));
        }
    }

    @Test
    void headers_of_the_inventory_are_sent_with_their_secrets() throws Exception {
        var headers = Map.of("X-Test", ConfiguredValue.parse("Bearer env:TOKEN"));
        try (var http = over(web(Optional.empty(), headers, Via.SSH))) {
            assertEquals(200, http.send(HttpCall.get("/authorized", LONG)).status());
        }
    }

    @Test
    void an_answer_that_shows_a_secret_of_its_request_is_given_without_it() throws Exception {
        var headers = Map.of("X-Test", ConfiguredValue.parse("Bearer env:TOKEN"));
        try (var http = over(web(Optional.empty(), headers, Via.SSH))) {
            var body = http.send(HttpCall.get("/echo", LONG)).body();
            assertTrue(body.contains("Bearer [secret]"), body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "env:BROKEN, the header X-Test contains characters that no header may contain",
        "env:NOWHERE, the header X-Test: env:NOWHERE is not set",
        "Bearer env:SHORT, the header X-Test: env:SHORT has fewer than 6 characters",
    })
    void a_header_whose_secret_cannot_be_sent_is_named_and_not_quoted(String value, String message) {
        var headers = Map.of("X-Test", ConfiguredValue.parse(value));
        var failure = failure(web(Optional.empty(), headers, Via.SSH), HttpCall.get("/echo", LONG));
        assertTrue(failure.startsWith(message), failure);
        assertFalse(failure.contains("s3cre"), failure);
    }

    @Test
    void shared_calls_use_one_connection_and_own_calls_one_each() throws Exception {
        try (var http = over(web("shop.example.com"))) {
            var first = port(http, Connection.SHARED);
            assertEquals(first, port(http, Connection.SHARED));
            var own = port(http, Connection.OWN);
            assertNotEquals(first, own);
            assertNotEquals(own, port(http, Connection.OWN));
            assertEquals(first, port(http, Connection.SHARED));
            assertEquals(2, session.closed());
        }
        assertEquals(3, session.closed());
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() throws Exception {
        try (var http = over(web("shop.example.com"))) {
            var answer = http.send(HttpCall.get("/moved", LONG));
            assertEquals(302, answer.status());
            assertEquals(Optional.of("/echo"), answer.header("location"));
        }
    }

    @Test
    void an_answer_that_is_compressed_and_in_chunks_is_text() throws Exception {
        try (var http = over(web("shop.example.com"))) {
            var answer = http.send(HttpCall.get("/zipped", LONG));
            assertEquals("{\"ok\":true}", answer.body());
            assertEquals(Optional.empty(), answer.header("content-encoding"));
        }
    }

    @Test
    void of_a_large_body_the_first_mebibyte_is_kept() throws Exception {
        try (var http = over(web("shop.example.com"))) {
            assertEquals(1 << 20, http.send(HttpCall.get("/large", LONG)).body().length());
        }
    }

    @Test
    void a_site_that_does_not_answer_in_time_is_given_up() {
        var failure = failure(web("shop.example.com"), HttpCall.get("/silent", Duration.ofMillis(300)));
        assertTrue(failure.endsWith("on web01: no whole answer within 300 ms"), failure);
    }

    @Test
    void a_connection_that_does_not_come_about_in_time_is_given_up() {
        session.refuseUntilInterrupted();
        var failure = failure(web("shop.example.com"), HttpCall.get("/echo", Duration.ofMillis(300)));
        assertTrue(failure.endsWith("on web01: no whole answer within 300 ms"), failure);
    }

    @Test
    void a_refusal_seen_from_the_host_is_said_in_its_words() {
        server.stop(0);
        var failure = failure(web("shop.example.com"), HttpCall.get("/echo", LONG));
        assertEquals("GET http://shop.example.com:" + port() + "/echo on web01: Connection refused", failure);
    }

    @Test
    void an_answer_that_is_cut_is_none() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            workers.execute(() -> answerHalf(listening));
            var web = web("http://127.0.0.1:" + listening.getLocalPort(), Optional.empty(), Map.of(), Via.SSH);
            var failure = failure(web, HttpCall.get("/", LONG));
            assertTrue(failure.endsWith("the connection was cut before the answer was complete"), failure);
        }
    }

    @Test
    void direct_goes_past_the_session() throws Exception {
        var web = web("http://localhost:" + port(), Optional.of("shop.example.com"), Map.of(), Via.DIRECT);
        try (var http = over(web)) {
            assertTrue(http.send(HttpCall.get("/echo", LONG)).body().startsWith("GET /echo shop.example.com"));
            assertEquals("", session.lastOpened());
        }
    }

    @Test
    void a_secret_never_travels_in_plain_text() throws Exception {
        var secret = Map.of("X-Test", ConfiguredValue.parse("Bearer env:TOKEN"));
        var plain = "http://localhost:" + port();
        var elsewhere = "http://192.0.2.99:" + port();
        for (var web : List.of(
                web(plain, Optional.empty(), secret, Via.DIRECT),
                web(elsewhere, Optional.empty(), secret, Via.SSH),
                web(elsewhere, Optional.empty(), secret, Via.EXEC))) {
            assertTrue(failure(web, HttpCall.get("/echo", LONG)).contains("plain text"));
        }
        for (var web : List.of(
                web(plain, Optional.empty(), Map.of(), Via.DIRECT),
                web(elsewhere, Optional.empty(), Map.of(), Via.SSH),
                web(elsewhere, Optional.empty(), Map.of(), Via.EXEC))) {
            assertTrue(failure(web, HttpCall.get("/echo", LONG).withSecret()).contains("plain text"));
        }
        assertEquals("", session.lastOpened());
        assertEquals(0, requests.get());
        try (var http = over(web(plain, Optional.empty(), secret, Via.SSH))) {
            assertEquals(200, http.send(HttpCall.get("/authorized", LONG)).status());
        }
    }

    @Test
    void a_redirect_is_not_followed_with_a_secret() throws Exception {
        var headers = Map.of("X-Test", ConfiguredValue.parse("Bearer env:TOKEN"));
        try (var http = over(web(Optional.empty(), headers, Via.SSH))) {
            assertEquals(
                    302, http.send(HttpCall.get("/moved", LONG).withSecret()).status());
            assertEquals(1, requests.get());
        }
    }

    private static void answerHalf(ServerSocket listening) {
        try (var socket = listening.accept()) {
            socket.getInputStream().readNBytes(10);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        exchange.getResponseHeaders().add("X-Echo", "yes");
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answer(
                exchange,
                200,
                exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + headers.getFirst("Host") + " "
                        + headers.getFirst("X-Test") + " " + headers.getFirst("Content-Type") + "\n" + body);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        requests.incrementAndGet();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static String port(HostHttp http, Connection connection) throws HostHttpException {
        return http.send(new HttpCall("GET", "/port", Map.of(), "", connection, LONG))
                .body();
    }

    private WebSettings web(String site) {
        return web(Optional.of(site), Map.of(), Via.SSH);
    }

    private WebSettings web(Optional<String> site, Map<String, ConfiguredValue> headers, Via via) {
        return web("http://127.0.0.1:" + port(), site, headers, via);
    }

    private static WebSettings web(String url, Optional<String> site, Map<String, ConfiguredValue> headers, Via via) {
        return new WebSettings(url, site, headers, Optional.empty(), via);
    }

    private HostHttp over(WebSettings web) {
        return new OkHostHttpFactory(SECRETS).over(session, WebHosts.host(web));
    }

    private String failure(WebSettings web, HttpCall call) {
        try (var http = over(web)) {
            return String.valueOf(
                    assertThrows(HostHttpException.class, () -> http.send(call)).getMessage());
        }
    }
}
