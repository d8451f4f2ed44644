package dev.sluice.it.artifacts;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.http.TestCertificate;
import dev.sluice.it.fleet.Command;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that is named by its address on a web server, and by its digest. */
class DownloadedBuildTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @SuppressWarnings("NullAway.Init")
    private Path archive;

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    private final AtomicInteger downloads = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        fleet = EmbeddedFleet.builder()
                .hosts(1)
                .directory(directory.resolve("fleet"))
                .start();
        var site = DemoSite.on(fleet);
        archive = directory.resolve("shop-1.tar.gz");
        Command.run(List.of(
                "tar", "-czf", archive.toString(), "-C", site.goodArtifact().toString(), "."));
        var store = directory.resolve("store");
        server = serving(store);
        operator = Operator.of(Files.readString(site.inventoryFile()), Files.readString(site.playbookFile()), directory)
                .withJvm(
                        "-Djavax.net.ssl.trustStore=" + store,
                        "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD);
    }

    private HttpsServer serving(Path store) throws Exception {
        var context = TestCertificate.of("localhost").writeTo(store).server();
        var started = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        started.setHttpsConfigurator(new HttpsConfigurator(context));
        started.createContext("/shop-1.tar.gz", this::send);
        started.start();
        return started;
    }

    private void send(HttpExchange exchange) throws IOException {
        downloads.incrementAndGet();
        var bytes = Files.readAllBytes(archive);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void close() {
        server.stop(0);
        fleet.close();
    }

    private String address(String digest) {
        return "https://localhost:" + server.getAddress().getPort() + "/shop-1.tar.gz#sha256=" + digest;
    }

    private String digest() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
    }

    @Test
    void it_is_downloaded_once_and_released_and_other_bytes_are_refused() throws Exception {
        ends(0, operator.run("plan", "--artifact", address(digest()), "--require-digest"));
        ends(0, operator.run("release", "--artifact", address(digest()), "--release", "1", "--yes"));
        assertEquals(1, downloads.get());
        var other = operator.run("release", "--artifact", address("0".repeat(64)), "--release", "2", "--yes");
        ends(3, other)
                .shows("shop-1.tar.gz cannot be downloaded: its SHA-256 is " + digest())
                .shows("no host was touched");
    }
}
