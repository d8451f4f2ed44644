package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS through a real tunnel: a site of {@code https} on a host, asked through its SSH session. */
class TunnelledTlsTest {
    private static final KeyPair USER = LoopbackSshServer.newKey("ssh-ed25519");
    private static final KeyPair HOST = LoopbackSshServer.newKey("ssh-ed25519");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SITE = "shop.example.com";

    private static final String NOBODYS = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /** A handshake that is refused has hung in every second run. */
    private static final int OFTEN = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init")
    private LoopbackSshServer host;

    @SuppressWarnings("NullAway.Init")
    private HttpsServer site;

    @SuppressWarnings("NullAway.Init")
    private MinaHostConnector connector;

    @BeforeEach
    void start_a_host() throws Exception {
        host = LoopbackSshServer.start(USER.getPublic(), HOST);
        connector = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of(), TestHosts.patient());
    }

    @AfterEach
    void stop() throws Exception {
        connector.close();
        site.stop(0);
        workers.shutdownNow();
        host.close();
    }

    private void serve(TestCertificate certificate, String protocol) throws Exception {
        site = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        site.setExecutor(workers);
        site.setHttpsConfigurator(new HttpsConfigurator(certificate.server()) {
            @Override
            public void configure(HttpsParameters parameters) {
                var chosen = getSSLContext().getDefaultSSLParameters();
                chosen.setProtocols(new String[] {protocol});
                parameters.setSSLParameters(chosen);
            }
        });
        site.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        site.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_certificate_of_ones_own_is_trusted_by_its_file(String protocol) throws Exception {
        var certificate = TestCertificate.of(SITE);
        serve(certificate, protocol);
        var ca = certificate.pem(folder.resolve("ca.pem"));
        try (var session = connector.connect(reachable());
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of()))
                        .over(session, WebHosts.host(web(Optional.of(ca))))) {
            for (int i = 0; i < OFTEN; i++) {
                assertEquals(200, http.send(own()).status());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, untrusted, no trusted authority signed, web.ca",
        "TLSv1.3, untrusted, no trusted authority signed, web.ca",
        "TLSv1.2, expired, the site's certificate has expired, renew the certificate",
        "TLSv1.3, expired, the site's certificate has expired, renew the certificate",
        "TLSv1.2, future, the site's certificate is not valid yet, check the clock",
        "TLSv1.3, another, the site's certificate is for other names, set web.host",
        "TLSv1.2, another, the site's certificate is for other names, set web.host",
    })
    void a_certificate_that_is_refused_is_named_each_time_and_nothing_hangs(
            String protocol, String kind, String what, String next) throws Exception {
        var name = kind.equals("another") ? "blog.example.com" : SITE;
        int start =
                switch (kind) {
                    case "expired" -> -10;
                    case "future" -> 10;
                    default -> 0;
                };
        var certificate = TestCertificate.of(name, Duration.ofDays(start), Duration.ofDays(3));
        serve(certificate, protocol);
        var ca = certificate.pem(folder.resolve("ca.pem"));
        var trusted = kind.equals("untrusted") ? Optional.<Path>empty() : Optional.of(ca);
        try (var session = connector.connect(reachable());
                var http =
                        new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(session, WebHosts.host(web(trusted)))) {
            for (int i = 0; i < OFTEN; i++) {
                var failure = assertTimeoutPreemptively(
                        LONG, () -> assertThrows(HostHttpException.class, () -> http.send(own())));
                assertTrue(String.valueOf(failure.getMessage()).contains(what), failure::toString);
                assertTrue(failure.next().orElse("").contains(next), () -> failure.next()
                        .toString());
            }
        }
    }

    /** The JDK reads what is left before it closes; after the end of a channel SSHD answers that -1 bytes are left. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_server_that_ends_the_connection_first_is_no_reason_to_hang(String protocol) throws Exception {
        var certificate = TestCertificate.of(SITE);
        serve(certificate, protocol);
        site.removeContext("/");
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        var ca = certificate.pem(folder.resolve("ca.pem"));
        try (var session = connector.connect(reachable());
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of()))
                        .over(session, WebHosts.host(web(Optional.of(ca))))) {
            for (int i = 0; i < 2 * OFTEN; i++) {
                assertEquals(200, assertTimeoutPreemptively(LONG, () -> http.send(own())
                        .status()));
            }
        }
    }

    /** The key is known: what else is in the certificate does not count, and several keys are pinned while one replaces another. */
    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, shop.example.com, 0",
        "TLSv1.3, blog.example.com, 0",
        "TLSv1.3, shop.example.com, -10",
    })
    void a_pinned_key_is_trust_enough(String protocol, String name, int start) throws Exception {
        var certificate = TestCertificate.of(name, Duration.ofDays(start), Duration.ofDays(3));
        serve(certificate, protocol);
        for (var pins : List.of(List.of(certificate.pin()), List.of(NOBODYS, certificate.pin()))) {
            try (var session = connector.connect(reachable());
                    var http = new OkHostHttpFactory(TestHosts.secrets(Map.of()))
                            .over(session, WebHosts.host(web(Optional.empty(), pins)))) {
                for (int i = 0; i < OFTEN; i++) {
                    assertEquals(200, http.send(own()).status());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void another_key_than_the_pinned_one_is_refused_with_its_pin(String protocol) throws Exception {
        var certificate = TestCertificate.of(SITE);
        serve(certificate, protocol);
        var ca = Optional.of(certificate.pem(folder.resolve("ca.pem")));
        for (var trusted : List.of(Optional.<Path>empty(), ca)) {
            var failure = refusal(web(trusted, List.of(NOBODYS)));
            assertTrue(
                    String.valueOf(failure.getMessage())
                            .contains("none of the keys in web.pin; it shows the key " + certificate.pin()),
                    failure::toString);
            assertTrue(failure.next().orElse("").contains("set web.pin"), failure::toString);
        }
    }

    /** With both, the authority decides as well: a pin makes trust narrower then, never wider. */
    @Test
    void a_pinned_key_does_not_make_up_for_an_authority_that_did_not_sign_it() throws Exception {
        var certificate = TestCertificate.of(SITE);
        serve(certificate, "TLSv1.3");
        var other = TestCertificate.of(SITE).pem(folder.resolve("other.pem"));
        var failure = refusal(web(Optional.of(other), List.of(certificate.pin())));
        assertTrue(String.valueOf(failure.getMessage()).contains("no trusted authority signed"), failure::toString);
    }

    @Test
    void the_pin_of_an_untrusted_certificate_is_shown() throws Exception {
        var certificate = TestCertificate.of(SITE);
        serve(certificate, "TLSv1.3");
        var failure = refusal(web(Optional.empty()));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("it shows the key " + certificate.pin()),
                failure::toString);
        assertTrue(failure.next().orElse("").contains("set web.pin"), failure::toString);
    }

    private HostHttpException refusal(WebSettings web) throws Exception {
        try (var session = connector.connect(reachable());
                var http = new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(session, WebHosts.host(web))) {
            return assertThrows(HostHttpException.class, () -> http.send(own()));
        }
    }

    @Test
    void a_file_without_certificates_is_named() throws Exception {
        serve(TestCertificate.of(SITE), "TLSv1.3");
        for (var file :
                new Path[] {Files.writeString(folder.resolve("empty.pem"), "nothing"), folder.resolve("gone")}) {
            try (var session = connector.connect(reachable());
                    var http = new OkHostHttpFactory(TestHosts.secrets(Map.of()))
                            .over(session, WebHosts.host(web(Optional.of(file))))) {
                var failure = assertThrows(HostHttpException.class, () -> http.send(own()));
                assertTrue(
                        String.valueOf(failure.getMessage()).contains("web.ca " + file + " cannot be used"),
                        failure::toString);
            }
        }
    }

    private static HttpCall own() {
        return new HttpCall("GET", "/", Map.of(), "", HttpCall.Connection.OWN, LONG);
    }

    private Host reachable() throws Exception {
        return TestHosts.host(
                host.port(),
                TestHosts.write(USER, folder.resolve("key")),
                host.knownHosts(folder.resolve("known_hosts"), HOST));
    }

    private WebSettings web(Optional<Path> ca) {
        return web(ca, List.of());
    }

    private WebSettings web(Optional<Path> ca, List<String> pins) {
        return new WebSettings(
                "https://127.0.0.1:" + site.getAddress().getPort(),
                Optional.of(SITE),
                Map.of(),
                Optional.empty(),
                Via.SSH,
                ca.map(Path::toString),
                Optional.of(String.join(",", pins)).filter(text -> !text.isEmpty()));
    }
}
