package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class CommandRoutesTest {
    private static final String SITE = "/api/v1/sites/prod/shop";

    @TempDir
    private Path directory;

    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private CommandServer server;

    @BeforeEach
    void serve() {
        var uploads = new Uploads(directory.resolve("uploads"), 4 << 20, InstantSource.system());
        server = CommandServer.start(List.of(new NoSite("shop")), directory, uploads, new FakeCommands(released));
    }

    @AfterEach
    void end() {
        released.countDown();
        server.close();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, "jenkins");
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(request(path, token).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String token) throws Exception {
        return client.send(
                request(path, token).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** The path of a command that was begun. */
    private String begin(String word) throws Exception {
        var answer = post(SITE + "/commands", "{\"arguments\":[\"" + word + "\"]}", "jenkins");
        assertEquals(202, answer.statusCode(), answer::body);
        var run = JsonMapper.shared().readTree(answer.body()).path("run").asString("");
        assertTrue(run.matches("[0-9a-f]{32}"), run);
        return SITE + "/commands/" + run;
    }

    @Test
    void a_command_is_begun_and_read_from_any_line() throws Exception {
        var run = begin("ask");
        assertEquals("{\"n\":1,\"out\":\"false\\n\"}\n{\"n\":2,\"exit\":0}\n", get(run).body());
        assertEquals("{\"n\":2,\"exit\":0}\n", get(run + "?from=2").body());
        assertEquals(400, get(run + "?from=x").statusCode());
    }

    @Test
    void its_reports_are_listed_and_read_and_nothing_else_is() throws Exception {
        var run = begin("report");
        assertTrue(get(run).body().contains("\"exit\":0"));
        var files = JsonMapper.shared().readTree(get(run + "/files").body()).path("files");
        assertEquals(
                List.of("logs/web01.log", "result.json"),
                files.valueStream().map(file -> file.path("path").asString("")).toList());
        assertEquals("log", get(run + "/files/logs/web01.log").body());
        for (var path : List.of("/files/link", "/files/../../x", "/files/%2e%2e/%2e%2e/etc/passwd", "/files/none")) {
            assertTrue(get(run + path).statusCode() >= 400, path);
        }
    }

    @Test
    void another_caller_sees_nothing_of_it() throws Exception {
        var run = begin("report");
        for (var path : List.of("", "/files", "/files/result.json")) {
            assertEquals(404, get(run + path, "other").statusCode(), path);
        }
        assertEquals(
                404,
                post(run + "/answer", "{\"n\":1,\"answer\":\"yes\"}", "other").statusCode());
    }

    @Test
    void a_caller_without_the_scope_begins_nothing() throws Exception {
        var refused = post(SITE + "/commands", "{\"arguments\":[\"run\"]}", "grafana.read");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("token grafana has not the scope run"), refused::body);
    }

    @Test
    void a_body_that_is_no_command_is_refused() throws Exception {
        for (var body : List.of(
                "",
                "x",
                "[]",
                "{}",
                "{\"arguments\":[]}",
                "{\"arguments\":[1]}",
                "{\"arguments\":[\"a\\nb\"]}",
                "{\"arguments\":[\"a\"],\"more\":1}",
                "{\"arguments\":[\"a\"],\"key\":\"short\"}",
                "{\"arguments\":[\"" + "a".repeat(9_000) + "\"]}")) {
            assertEquals(400, post(SITE + "/commands", body, "jenkins").statusCode(), body);
        }
    }

    @Test
    void an_upload_may_be_larger_than_other_requests() throws Exception {
        var content = "x".repeat(3 << 20);
        var digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        var sent = upload(content, digest, "jenkins");
        assertEquals(201, sent.statusCode(), sent::body);
        assertTrue(sent.body().contains("upload:" + digest + "/build.tar.gz"), sent::body);
        assertEquals(422, upload("other", digest, "jenkins").statusCode());
        assertEquals(403, upload(content, digest, "grafana.read").statusCode());
    }

    private HttpResponse<String> upload(String content, String digest, String token) throws Exception {
        var request = request(SITE + "/artifacts/build.tar.gz", token)
                .header("X-Sluice-Sha256", digest)
                .PUT(BodyPublishers.ofString(content))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void a_reader_that_reads_nothing_delays_no_command() throws Exception {
        try (var silent = follower("much")) {
            // The whole output, although the other reader has not read a byte.
            var other = begin("much");
            assertTrue(get(other).body().endsWith("\"exit\":0}\n"));
            assertTrue(silent.isConnected());
        }
    }

    private Socket follower(String word) throws Exception {
        var path = begin(word);
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        write(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer jenkins\r\n\r\n");
        while (!get(path + "?from=8193").body().contains("exit")) {
            Thread.onSpinWait();
        }
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void an_empty_line_keeps_a_silent_connection_alive() throws Exception {
        var run = begin("wait");
        try (var body = client.send(request(run, "jenkins").build(), BodyHandlers.ofInputStream())
                .body()) {
            assertEquals('\n', body.read());
        }
    }
}
