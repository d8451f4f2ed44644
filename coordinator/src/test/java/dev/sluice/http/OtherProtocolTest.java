package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import dev.sluice.ssh.TestHosts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherProtocolTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    /** What else may be at a port, by its first bytes. */
    @ParameterizedTest
    @CsvSource({
        "http, '', without a byte of an answer, proxy_protocol",
        "http, SSH-2.0-OpenSSH_9.2p1\\r\\n, an SSH server answered, set web.url to the port of the site",
        "http, '\\0\\0\\22\\4\\0\\0\\0\\0\\0\\0\\3\\0\\0\\0\\200', speaks HTTP/2 only, HTTP/1.1",
        "http, '\\25\\3\\1\\0\\2\\2\\106', expects TLS, set web.url to https://",
        "https, HTTP/1.1 400 Bad Request\\r\\n\\r\\n, the port does not speak TLS, set web.url to http://",
        "http, 220 mail.example.com ESMTP\\r\\n, does not speak HTTP/1.1, set web.url",
    })
    void another_protocol_is_named(String scheme, String bytes, String what, String next) throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var other = workers.submit(() -> {
                try (var visitor = socket.accept()) {
                    visitor.getInputStream().read(new byte[4096]);
                    visitor.getOutputStream().write(bytes.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
                }
                return null;
            });
            var web = new WebSettings(
                    scheme + "://127.0.0.1:" + socket.getLocalPort(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Via.SSH);
            try (var http =
                    new OkHostHttpFactory(TestHosts.secrets(Map.of())).over(new SocketSession(), WebHosts.host(web))) {
                var failure = assertThrows(HostHttpException.class, () -> http.send(HttpCall.get("/", LONG)));
                assertTrue(String.valueOf(failure.getMessage()).contains(what), failure::toString);
                assertTrue(failure.next().orElse("").contains(next), () -> failure.next()
                        .toString());
            }
            other.get();
        }
    }
}
