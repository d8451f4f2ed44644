package dev.sluice.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.remote.RemoteSite.Answering;
import dev.sluice.remote.ServerException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon, or a proxy before it, may answer. */
@Timeout(60)
class HostileDaemonTest {
    private static final String RUN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("/api/v1/sites/prod/shop/commands", "{\"run\":\"" + RUN + "\"}");
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        var code = failures.getAndDecrement() > 0 ? 503 : status.get();
        var path = exchange.getRequestURI().getPath();
        var body = answers.getOrDefault(path, "<html>").getBytes(StandardCharsets.UTF_8);
        if (code == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private RemoteSite site() throws Exception {
        var patience = new Patience(Duration.ofMillis(300), duration -> {}, note -> {});
        return RemoteSite.find(
                ServerAddress.parse("http://127.0.0.1:" + server.getAddress().getPort()),
                ServerTrust.ofJava(),
                AccessToken.parse("sl_x"),
                Optional.of("prod/shop"),
                patience);
    }

    private RemoteCommand begin() throws Exception {
        return site().begin(List.of("status"), Answering.NO_ONE);
    }

    private Kind refused() {
        return assertThrows(ServerException.class, this::begin).kind();
    }

    @Test
    void an_answer_that_is_none_of_a_daemon_is_refused() {
        answers.put("/api/v1/sites/prod/shop/commands", "<html>welcome</html>");
        assertEquals(Kind.REFUSED, refused());
        answers.put("/api/v1/sites/prod/shop/commands", "{\"run\":\"../../x\"}");
        assertEquals(Kind.REFUSED, refused());
    }

    @Test
    void a_redirection_is_not_followed_with_the_token() {
        status.set(302);
        assertEquals(Kind.REFUSED, refused());
        assertEquals(1, requests.get());
    }

    @Test
    void what_is_overloaded_is_tried_again_and_what_refuses_is_not() throws Exception {
        failures.set(3);
        begin();
        assertEquals(4, requests.get());
        requests.set(0);
        status.set(403);
        assertEquals(Kind.REFUSED, refused());
        status.set(409);
        assertEquals(Kind.BUSY, refused());
        status.set(500);
        assertEquals(Kind.LOST, refused());
        assertEquals(3, requests.get());
    }

    @Test
    void lines_that_were_seen_are_not_shown_again_and_rubbish_ends_the_connection() throws Exception {
        answers.put(
                "/api/v1/sites/prod/shop/commands/" + RUN,
                "{\"n\":1,\"out\":\"a\"}\n{\"n\":1,\"out\":\"a\"}\n\n{\"n\":2,\"out\":\"b\"}\n{\"n\":3,\"exit\":9}\n");
        var shown = new StringBuilder();
        assertEquals(9, begin().follow(view(shown)));
        assertEquals("ab", shown.toString());
        answers.put("/api/v1/sites/prod/shop/commands/" + RUN, "rubbish\n");
        assertThrows(ServerException.class, () -> begin().follow(view(shown)));
        answers.put("/api/v1/sites/prod/shop/commands/" + RUN, "x".repeat(2 << 20));
        assertThrows(ServerException.class, () -> begin().follow(view(shown)));
    }

    private static CommandView view(StringBuilder shown) {
        return new CommandView() {
            @Override
            public void out(String text) {
                shown.append(text);
            }

            @Override
            public void err(String text) {}

            @Override
            public void note(String line) {}

            @Override
            public boolean confirms(String question) {
                return false;
            }
        };
    }

    @Test
    void reports_are_written_below_their_directory_only() throws Exception {
        var files = "/api/v1/sites/prod/shop/commands/" + RUN + "/files";
        answers.put(files, "{\"files\":[{\"path\":\"logs/web01.log\",\"bytes\":3}]}");
        answers.put(files + "/logs/web01.log", "log");
        begin().reports().write(directory.resolve("reports"));
        assertEquals("log", Files.readString(directory.resolve("reports/logs/web01.log")));
        for (var path : List.of("../x", "/etc/x", "a/../../x", ".ssh/authorized_keys", "a//b", "")) {
            answers.put(files, "{\"files\":[{\"path\":\"" + path + "\",\"bytes\":3}]}");
            assertThrows(IOException.class, () -> begin().reports().write(directory.resolve("reports")), path);
        }
        Files.createSymbolicLink(directory.resolve("reports/out"), directory);
        answers.put(files, "{\"files\":[{\"path\":\"out/x\",\"bytes\":3}]}");
        assertThrows(IOException.class, () -> begin().reports().write(directory.resolve("reports")));
        assertFalse(Files.exists(directory.resolve("x")));
        answers.put(files, "{\"files\":[{\"path\":\"x\",\"bytes\":99999999999}]}");
        assertThrows(ServerException.class, () -> begin().reports().write(directory.resolve("reports")));
    }

    @Test
    void a_daemon_that_no_longer_knows_a_command_is_named_as_such() throws Exception {
        var command = begin();
        status.set(404);
        answers.put(
                "/api/v1/sites/prod/shop/commands/" + RUN,
                "{\"error\":[\"no command \\u001b[2J has this id\"],\"next\":\"sluice status --watch\"}");
        var lost = assertThrows(ServerException.class, () -> command.follow(view(new StringBuilder())));
        assertTrue(String.valueOf(lost.getMessage()).endsWith("no command  has this id"), lost::getMessage);
        assertEquals("sluice status --watch", lost.next());
    }
}
