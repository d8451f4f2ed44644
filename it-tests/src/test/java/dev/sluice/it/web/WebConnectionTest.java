package dev.sluice.it.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Against a server that sends exactly the bytes it is told to. */
class WebConnectionTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void the_host_header_is_the_sites_and_the_connection_is_kept() throws Exception {
        try (var server = new Server(List.of(List.of(OK, OK)));
                var connection = server.visitor()) {
            assertEquals("ok", connection.get("/a").body());
            assertEquals("ok", connection.get("/b?c=d").body());
            assertEquals(1, server.connections());
            assertTrue(server.requests.get(1).startsWith("GET /b?c=d HTTP/1.1\nHost: shop.example.test\n"));
        }
    }

    @Test
    void chunks_are_put_together() throws Exception {
        String chunked =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0a;x=y\r\n0123456789\r\n0\r\n\r\n";
        try (var server = new Server(List.of(List.of(chunked, OK)));
                var connection = server.visitor()) {
            assertEquals("abc0123456789", connection.get("/").body());
            assertEquals("ok", connection.get("/").body());
        }
    }

    @Test
    void a_kept_connection_that_the_server_has_closed_is_opened_again() throws Exception {
        try (var server = new Server(List.of(List.of(OK), List.of(OK)));
                var connection = server.visitor()) {
            assertEquals("ok", connection.get("/").body());
            assertEquals("ok", connection.get("/").body());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void a_new_connection_that_is_closed_without_an_answer_is_an_error() throws Exception {
        try (var server = new Server(List.of(List.of("")));
                var connection = server.visitor()) {
            assertThrows(ClosedBeforeAnswerException.class, () -> connection.get("/"));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void a_body_cut_short_is_an_error() throws Exception {
        for (String cut : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Le")) {
            try (var server = new Server(List.of(List.of(cut)));
                    var connection = server.visitor()) {
                assertThrows(EOFException.class, () -> connection.get("/"));
            }
        }
    }

    @Test
    void what_is_no_http_is_an_error() throws Exception {
        for (String foreign : List.of("SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n")) {
            try (var server = new Server(List.of(List.of(foreign)));
                    var connection = server.visitor()) {
                assertThrows(IOException.class, () -> connection.get("/"));
            }
        }
    }

    /** For each connection a list of answers, one a request; then the connection is closed. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final List<Socket> accepted = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> serving;

        Server(List<List<String>> answers) throws IOException {
            serving = CompletableFuture.runAsync(() -> serve(answers));
        }

        WebConnection visitor() {
            var address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
            return new WebConnection(new WebTarget("web01", address, "shop.example.test"), Duration.ofSeconds(30));
        }

        int connections() {
            return accepted.size();
        }

        private void serve(List<List<String>> answers) {
            for (List<String> connection : answers) {
                try (Socket visitor = socket.accept()) {
                    accepted.add(visitor);
                    serve(visitor, connection);
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket visitor, List<String> answers) throws IOException {
            var in = new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.US_ASCII));
            for (String answer : answers) {
                var request = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    request.append(line).append('\n');
                }
                requests.add(request.toString());
                visitor.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            serving.join();
        }
    }
}
