package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many readers of one rollout, some of which read nothing. */
class EventStreamsTest {
    private static final String SITE = "/api/v1/sites/demo/shop";
    private static final int READERS = Integer.getInteger("sluice.readers", 40);

    @Test
    void readers_that_read_nothing_delay_neither_the_rollout_nor_other_readers() throws Exception {
        try (var project = ServedProject.start()) {
            promoted(project, "v2", READERS);
            assertEquals("v2", project.live("web02"));
        }
    }

    @Test
    @Tag("everything")
    void a_rollout_with_five_hundred_readers_is_not_slower() throws Exception {
        try (var project = ServedProject.start()) {
            promoted(project, "warm", 0);
            var without = new ArrayList<Duration>();
            var with = new ArrayList<Duration>();
            for (int pair = 0; pair < 5; pair++) {
                without.add(promoted(project, "a" + pair, 0));
                with.add(promoted(project, "b" + pair, 500));
            }
            System.out.printf("from promote to the end: %s alone, %s with 500 readers%n", without, with);
            assertTrue(median(with).toMillis() <= 1.5 * median(without).toMillis() + 100, () -> with + ", " + without);
        }
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** A tenth of the readers reads nothing, and the others read the same; the time from the promotion to the end, as it is recorded. */
    private static Duration promoted(ServedProject project, String release, int count) throws Exception {
        var operator = new Client(project.port(), project.token("operator-" + release, Scope.values()));
        var rollout = start(operator, project, release);
        var path = SITE + "/rollouts/" + rollout + "/events";
        var silent = new ArrayList<Socket>();
        var threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < count / 10; i++) {
                silent.add(silent(project.port(), operator.token(), path));
            }
            var readers = new ArrayList<Future<List<JsonNode>>>();
            for (int i = silent.size(); i < Math.max(1, count); i++) {
                var stream = new EventReader(project.port(), operator.token()).opened(path);
                readers.add(threads.submit(() -> EventReader.events(stream)));
            }
            promote(operator, rollout);
            var first = readers.get(0).get();
            var types = EventReader.types(first);
            assertEquals("RolloutFinished", types.get(types.size() - 1));
            for (var reader : readers) {
                assertEquals(first, reader.get());
            }
            return Duration.between(at(first, types.indexOf("Promoted")), at(first, types.size() - 1));
        } finally {
            threads.shutdownNow();
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    private static Instant at(List<JsonNode> events, int number) {
        return Instant.parse(events.get(number).path("at").asString());
    }

    /** Returns the rollout's id; the process that ended the one before has to let go of the fleet first. */
    private static String start(Client operator, ServedProject project, String release) throws Exception {
        var body = "{\"artifact\":\"%s\",\"release\":\"%s\",\"until\":1}"
                .formatted(project.site().goodArtifact(), release);
        var answer = operator.post(SITE + "/rollouts", body);
        for (int i = 0; i < 100_000 && answer.status() != 202; i++) {
            answer = operator.post(SITE + "/rollouts", body);
        }
        return answer.text("rollout");
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
