package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many readers of one rollout, some of which read nothing. */
class EventStreamsTest {
    private static final String SITE = "/api/v1/sites/demo/shop";
    private static final int READERS = Integer.getInteger("sluice.readers", 40);

    @Test
    void readers_that_read_nothing_delay_neither_the_rollout_nor_other_readers() throws Exception {
        try (var project = ServedProject.start()) {
            var operator = new Client(project.port(), project.token("operator", Scope.values()));
            var rollout = operator.post(
                            SITE + "/rollouts",
                            "{\"artifact\":\"%s\",\"release\":\"v2\",\"until\":1}"
                                    .formatted(project.site().goodArtifact()))
                    .text("rollout");
            var path = SITE + "/rollouts/" + rollout + "/events";
            var silent = new ArrayList<Socket>();
            var threads = Executors.newCachedThreadPool();
            try {
                for (int i = 0; i < READERS / 10; i++) {
                    silent.add(silent(project.port(), operator.token(), path));
                }
                List<Future<List<String>>> readers = new ArrayList<>();
                for (int i = silent.size(); i < READERS; i++) {
                    readers.add(threads.submit(() -> new EventReader(project.port(), operator.token()).types(path)));
                }
                promote(operator, rollout);
                var first = readers.get(0).get();
                assertEquals("RolloutFinished", first.get(first.size() - 1));
                for (var reader : readers) {
                    assertEquals(first, reader.get());
                }
                assertEquals("v2", project.live("web02"));
            } finally {
                threads.shutdownNow();
                for (var socket : silent) {
                    socket.close();
                }
            }
        }
    }

    /** The process that holds it has to end first. */
    private static void promote(Client operator, String rollout) throws Exception {
        int status = 0;
        for (int i = 0; i < 100_000 && status != 202; i++) {
            status = operator.post(SITE + "/rollouts/" + rollout + "/promote", "{}")
                    .status();
        }
        assertEquals(202, status);
    }

    /** A connection that asks and never reads. */
    private static Socket silent(int port, String token, String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void a_reader_that_was_cut_off_continues_after_its_last_event() throws Exception {
        try (var project = ServedProject.start()) {
            var operator = new Client(project.port(), project.token("operator", Scope.values()));
            var rollout = operator.post(
                            SITE + "/rollouts",
                            "{\"artifact\":\"%s\",\"release\":\"v2\"}"
                                    .formatted(project.site().goodArtifact()))
                    .text("rollout");
            var path = SITE + "/rollouts/" + rollout + "/events";
            var all = new EventReader(project.port(), operator.token()).types(path);
            var rest = operator.get(path, "Last-Event-ID", "2").response().body();
            assertTrue(rest.startsWith("id: 3\n"), rest);
            assertTrue(rest.endsWith("event: end\ndata: {}\n\n"), rest);
            assertEquals(all.size() - 3, rest.split("\nid: ").length);
            assertEquals(400, operator.get(path, "Last-Event-ID", "x").status());
        }
    }
}
