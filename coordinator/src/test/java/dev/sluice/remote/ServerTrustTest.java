package dev.sluice.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.http.TestCertificate;
import dev.sluice.remote.RemoteSite.Answering;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon behind TLS, with a certificate of one's own. */
class ServerTrustTest {
    @TempDir
    private Path directory;

    private TestCertificate certificate;
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        certificate = TestCertificate.of("localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var body = "{\"run\":\"0123456789abcdef0123456789abcdef\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private RemoteCommand begin(ServerTrust trust, String name) throws Exception {
        return RemoteSite.find(
                        ServerAddress.parse(
                                "https://" + name + ":" + server.getAddress().getPort()),
                        trust,
                        AccessToken.parse("sl_x"),
                        Optional.of("prod/shop"),
                        new Patience(Duration.ofMillis(300), duration -> {}, note -> {}))
                .begin(List.of("status"), Answering.NO_ONE);
    }

    @Test
    void a_certificate_in_the_file_is_trusted_for_its_own_name_alone() throws Exception {
        var file = directory.resolve("ca.pem");
        certificate.pem(file);
        var trust = ServerTrust.of(file.toString());
        begin(trust, "localhost");
        var refused = assertThrows(ServerException.class, () -> begin(trust, "127.0.0.1"));
        assertTrue(refused.toString().contains("is not trusted"), refused::toString);
    }

    @Test
    void a_certificate_that_no_one_vouches_for_is_refused() {
        var refused = assertThrows(ServerException.class, () -> begin(ServerTrust.ofJava(), "localhost"));
        assertEquals(ServerException.Kind.REFUSED, refused.kind());
        assertTrue(refused.next().contains("--ca FILE"), refused::next);
    }

    @Test
    void a_file_that_others_may_write_or_that_has_no_certificate_is_refused() throws Exception {
        var empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThrows(IOException.class, () -> ServerTrust.of(empty.toString()));
        var open = directory.resolve("open.pem");
        certificate.pem(open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThrows(IOException.class, () -> ServerTrust.of(open.toString()));
    }
}
