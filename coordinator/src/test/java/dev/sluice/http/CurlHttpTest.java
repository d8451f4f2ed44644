package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.document.ConfiguredValue;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import dev.sluice.ssh.LoopbackSshServer;
import dev.sluice.ssh.MinaHostConnector;
import dev.sluice.ssh.TestHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests by the curl of a host that forwards no connections. */
class CurlHttpTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpCall CALL = HttpCall.get("/echo", LONG);
    private static final String NOBODYS = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String SECRET = "canary \"quoted\" \\ $(id) ü";

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private LoopbackSshServer host;
    private HttpServer site;
    private MinaHostConnector connector;

    @BeforeEach
    void start_a_host_that_forwards_nothing() throws Exception {
        host = LoopbackSshServer.start(USER.getPublic(), HOST);
        host.server().setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
        connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
    }

    private void serve(HttpServer server) {
        site = server;
        site.setExecutor(workers);
        site.createContext("/echo", this::echo);
        site.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(new byte[4 << 20]);
            }
        });
        site.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/echo");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        site.createContext("/silent", exchange -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        site.start();
    }

    private void echo(HttpExchange exchange) throws IOException {
        connections.add(exchange.getRemoteAddress().toString());
        var request = exchange.getRequestHeaders();
        var headers = exchange.getResponseHeaders();
        headers.add("X-Host", request.getFirst("Host"));
        headers.add("X-Agent", request.getFirst("User-Agent"));
        headers.add("X-Query", String.valueOf(exchange.getRequestURI().getRawQuery()));
        headers.add("X-Type", String.valueOf(request.getFirst("Content-Type")));
        headers.add("X-Two", "one");
        headers.add("X-Two", "two");
        if (exchange instanceof HttpsExchange secure && secure.getSSLSession() instanceof ExtendedSSLSession session) {
            headers.add("X-Sni", session.getRequestedServerNames().toString());
        }
        var answer = exchange.getRequestBody().readAllBytes();
        var secret = request.getFirst("X-Secret");
        if (secret != null) {
            answer = secret.getBytes(StandardCharsets.ISO_8859_1);
        }
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
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
    void a_request_arrives_as_through_the_session_with_host_and_headers() throws Exception {
        var answer =
                send(new HttpCall("POST", "/echo?a=[1]&b", Map.of(), "{\"ü\": \"\\\\n\"}\n", shared(), LONG), web());
        assertEquals(200, answer.status());
        assertEquals("{\"ü\": \"\\\\n\"}\n", answer.body());
        assertEquals(Optional.of("shop.example.com"), answer.header("x-host"));
        assertEquals(Optional.of("sluice"), answer.header("x-agent"));
        assertEquals(Optional.of("null"), answer.header("x-type"));
        assertEquals(java.util.List.of("one", "two"), answer.headers().get("x-two"));
        assertTrue(answer.took().compareTo(LONG) < 0);
    }

    @Test
    void a_secret_header_arrives_literally_and_is_in_no_argument() throws Exception {
        var seen = folder.resolve("arguments");
        var bin = Files.createDirectory(folder.resolve("bin"));
        stub(bin, "printf '%s\\n' \"$*\" >>'" + seen + "'; exec /usr/bin/curl \"$@\"");
        usesCurlOf(bin);
        var answer = send(new HttpCall("GET", "/echo", Map.of("X-Secret", SECRET), "", shared(), LONG), web());
        assertEquals(SECRET, answer.body());
        assertEquals("--disable --config -\n", Files.readString(seen));
    }

    @Test
    void each_request_is_a_connection_of_its_own() throws Exception {
        for (int i = 0; i < 4; i++) {
            send(HttpCall.get("/echo", LONG), web());
        }
        assertEquals(4, connections.size());
    }

    @Test
    void a_redirect_is_the_answer() throws Exception {
        assertEquals(302, send(HttpCall.get("/moved", LONG), web()).status());
    }

    @Test
    void of_a_large_body_the_first_mebibyte_comes() throws Exception {
        assertEquals(1 << 20, send(HttpCall.get("/large", LONG), web()).body().length());
    }

    @Test
    void a_silent_site_is_given_up_and_the_session_goes_on() throws Exception {
        assertContains(refused(HttpCall.get("/silent", Duration.ofMillis(300))), "no whole answer within 300 ms");
        assertEquals(200, send(HttpCall.get("/echo", LONG), web()).status());
    }

    @Test
    void a_port_where_nobody_listens_on_the_host_is_named() {
        var call = HttpCall.get("/echo", LONG);
        var web = web();
        site.stop(0);
        assertContains(refused(call, web), "no connection: curl: (7)");
    }

    @Test
    void a_header_with_a_line_break_is_refused_without_its_value() {
        var failure = refused(new HttpCall("GET", "/echo", Map.of("X-Secret", "a\nb-canary"), "", shared(), LONG));
        assertContains(failure, "the header X-Secret contains characters that no header may contain");
        assertFalse(failure.contains("canary"));
    }

    @Test
    void a_host_without_curl_says_so() throws Exception {
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var tool : java.util.List.of("od", "awk", "head", "tr", "fold", "sed", "cat", "rm", "stat", "date")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        usesOnly(bin);
        assertContains(refused(HttpCall.get("/echo", LONG)), "curl is not installed on the host");
    }

    @Test
    void https_is_verified_for_the_name_of_the_site_and_says_it_to_the_server() throws Exception {
        site.stop(0);
        var shown = TestCertificate.of("shop.example.com");
        var certificate = shown.pem(folder.resolve("shop.pem"));
        serve(secure(shown));
        var web = web("https");
        assertContains(refused(HttpCall.get("/echo", LONG), web), "no trusted TLS connection");
        host.runsCommands("export CURL_CA_BUNDLE='" + certificate + "'; ");
        var answer = send(HttpCall.get("/echo", LONG), web);
        assertContains(answer.header("x-sni").orElse(""), "shop.example.com");
        var other = new WebSettings(web.url(), Optional.of("other.example.com"), Map.of(), Optional.empty(), Via.EXEC);
        assertContains(refused(HttpCall.get("/echo", LONG), other), "no trusted TLS connection");
    }

    @Test
    void what_the_inventory_trusts_is_trusted_by_the_hosts_curl_and_nothing_else() throws Exception {
        site.stop(0);
        var own = TestCertificate.of("shop.example.com");
        var certificate = Optional.of(own.pem(folder.resolve("shop.pem")).toString());
        serve(secure(own));
        var untrusted = refused(CALL, web("https"));
        assertContains(untrusted, "no trusted authority signed the site's certificate");
        var shown = untrusted.replaceFirst("(?s).*it shows the key (sha256/[A-Za-z0-9+/]{43}=).*", "$1");
        assertEquals(200, send(CALL, trusting(certificate, List.of())).status());
        assertEquals(
                200,
                send(CALL, trusting(Optional.empty(), List.of(NOBODYS, shown))).status());
        assertEquals(200, send(CALL, trusting(certificate, List.of(shown))).status());
        assertContains(
                refused(CALL, trusting(Optional.empty(), List.of(NOBODYS))), "in web.pin; it shows the key " + shown);
        host.runsCommands("export CURL_CA_BUNDLE='" + certificate.get() + "'; ");
        var other = TestCertificate.of("other.example.com")
                .pem(folder.resolve("other.pem"))
                .toString();
        assertContains(refused(CALL, trusting(Optional.of(other), List.of())), "it shows the key " + shown);
    }

    private WebSettings trusting(Optional<String> ca, List<String> pins) {
        return new WebSettings(
                web("https").url(),
                web().host(),
                Map.of(),
                Optional.empty(),
                Via.EXEC,
                ca,
                Optional.of(String.join(",", pins)).filter(text -> !text.isEmpty()));
    }

    private static HttpsServer secure(TestCertificate certificate) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        return server;
    }

    private static void stub(Path bin, String script) throws IOException {
        var curl = Files.writeString(bin.resolve("curl"), "#!/bin/sh\n" + script + "\n");
        assertTrue(curl.toFile().setExecutable(true));
    }

    /** The host's scripts set PATH themselves, so what reads them changes it, and with it their length. */
    private void usesCurlOf(Path bin) {
        host.runsCommands("sed -u '2s/.*/0/; s#^PATH=/usr/local/bin:#PATH=" + bin + ":/usr/local/bin:#' | ");
    }

    private void usesOnly(Path bin) {
        host.runsCommands("sed -u '2s/.*/0/; s#^PATH=/usr/local/bin:.*#PATH=" + bin + "#' | ");
    }

    private HttpAnswer send(HttpCall call, WebSettings web) throws Exception {
        var reachable = TestHosts.host(
                host.port(),
                TestHosts.write(USER, folder.resolve("key")),
                host.knownHosts(folder.resolve("known_hosts"), HOST));
        try (var session = connector.connect(reachable);
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(session, WebHosts.host(web))) {
            return http.send(call);
        }
    }

    private String refused(HttpCall call) {
        return refused(call, web());
    }

    private String refused(HttpCall call, WebSettings web) {
        return String.valueOf(
                assertThrows(HostHttpException.class, () -> send(call, web)).getMessage());
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "\"" + part + "\" is not in: " + text);
    }

    private static HttpCall.Connection shared() {
        return HttpCall.Connection.SHARED;
    }

    private WebSettings web() {
        return web("http");
    }

    private WebSettings web(String scheme) {
        return new WebSettings(
                scheme + "://127.0.0.1:" + site.getAddress().getPort(),
                Optional.of("shop.example.com"),
                Map.<String, ConfiguredValue>of(),
                Optional.empty(),
                Via.EXEC);
    }
}
