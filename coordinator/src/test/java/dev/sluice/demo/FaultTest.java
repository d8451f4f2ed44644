package dev.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointAnswer;
import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault happens when it is asked for, only then, and is counted. */
class FaultTest {
    private EmbeddedFleet fleet;
    private EmbeddedHost host;
    private SiteClient site;
    private FleetClient client;

    @BeforeEach
    void a_host_serves_release_a_and_has_b() throws IOException {
        fleet = EmbeddedFleet.builder().hosts(1).start();
        host = fleet.host("web01");
        site = new SiteClient(host);
        site.stage("a", SampleRelease.GOOD);
        site.stage("b", SampleRelease.GOOD);
        host.link("a");
        client = new FleetClient(fleet);
    }

    @AfterEach
    void nothing_stays() {
        client.close();
        fleet.close();
    }

    @Test
    void an_unreachable_host_refuses_connections_until_it_is_healed() throws IOException {
        int port = host.sshPort();
        host.inject(Fault.UNREACHABLE);
        assertThrows(IOException.class, () -> client.connect(host));
        assertEquals(1, host.happened(Fault.UNREACHABLE));
        host.heal(Fault.UNREACHABLE);
        assertEquals(port, host.sshPort());
        assertEquals("back\n", client.run(host, "echo back", "").output());
    }

    @Test
    void a_host_can_hang_up_before_it_greets() {
        host.inject(Fault.HANGS_UP, FaultSchedule.once());
        assertThrows(IOException.class, () -> client.connect(host));
        assertEquals(1, host.happened(Fault.HANGS_UP));
    }

    @Test
    void a_session_is_lost_after_as_many_commands_as_were_asked_for() throws IOException {
        host.inject(Fault.SESSION_LOST, FaultSchedule.once().after(2));
        try (var session = client.connect(host)) {
            assertEquals("1\n", run(session, "echo 1").output());
            assertEquals("2\n", run(session, "echo 2").output());
            assertNull(run(session, "touch never").status());
        }
        assertEquals(1, host.happened(Fault.SESSION_LOST));
        assertTrue(Files.notExists(host.directory().resolve("never")));
        assertEquals(0, client.run(host, "true", "").status());
    }

    @Test
    void a_lost_answer_leaves_the_effect_and_keeps_the_closing_line_back() throws IOException {
        host.inject(Fault.ANSWER_LOST, FaultSchedule.once());
        var ended = client.run(host, "echo n READY; touch done; echo n OK id=7", "");
        assertNull(ended.status());
        assertEquals("n READY\n", ended.output());
        assertTrue(Files.exists(host.directory().resolve("done")));
        assertEquals(1, host.happened(Fault.ANSWER_LOST));
    }

    @Test
    void a_fault_can_wait_for_one_script_among_many() throws IOException {
        host.inject(Fault.ANSWER_LOST, FaultSchedule.once().within("# switch"));
        assertEquals(
                "nonce\n# stage\nnonce\nk=v\n",
                client.run(host, "cat", "nonce\n# stage\nnonce\nk=v\n").output());
        assertEquals(0, host.happened(Fault.ANSWER_LOST));
        assertNull(client.run(host, "cat", "nonce\n# switch\nnonce\nk=v\n").status());
        assertEquals(1, host.happened(Fault.ANSWER_LOST));
    }

    @Test
    void a_half_open_connection_answers_no_keep_alive() throws Exception {
        host.inject(Fault.HALF_OPEN, FaultSchedule.once());
        client.keepAlive(Duration.ofMillis(300));
        try (var session = client.connect(host)) {
            var channel = session.createExecChannel("touch never");
            channel.open().verify(Duration.ofSeconds(30));
            var dead = new CountDownLatch(1);
            session.addCloseFutureListener(closed -> dead.countDown());
            assertTrue(dead.await(30, TimeUnit.SECONDS));
        }
        assertEquals(1, host.happened(Fault.HALF_OPEN));
        assertTrue(Files.notExists(host.directory().resolve("never")));
    }

    @Test
    void a_slow_upload_arrives_whole() throws IOException {
        host.inject(Fault.SLOW_UPLOAD, FaultSchedule.once());
        var start = Instant.now();
        assertEquals("65536\n", client.run(host, "wc -c", "x".repeat(65536)).output());
        assertTrue(Duration.between(start, Instant.now()).toMillis() >= 16 * 20);
        assertEquals(1, host.happened(Fault.SLOW_UPLOAD));
    }

    @Test
    void a_full_disk_takes_notes_but_no_release() throws IOException {
        host.inject(Fault.DISK_FULL, FaultSchedule.once());
        var ended = client.run(host, "echo note > note; head -c 99999 /dev/zero > large", "");
        assertNotEquals(0, ended.status());
        assertEquals("note\n", Files.readString(host.directory().resolve("note")));
        assertEquals(32 * 1024, Files.size(host.directory().resolve("large")));
        assertEquals(1, host.happened(Fault.DISK_FULL));
        assertEquals(0, client.run(host, "head -c 99999 /dev/zero > large", "").status());
    }

    @Test
    void somebody_can_move_the_link_by_hand() throws IOException {
        host.moveLinkByHand("b");
        assertEquals("b", host.live());
        assertEquals(1, host.happened(Fault.LINK_MOVED));
    }

    @ParameterizedTest
    @CsvSource({
        "ENDPOINT_500, 500",
        "ENDPOINT_404, 404",
        "ENDPOINT_403, 403",
        "ENDPOINT_REDIRECT, 302",
        "ENDPOINT_LOGIN_PAGE, 200"
    })
    void something_else_answers_in_place_of_the_endpoint(Fault fault, int status) throws Exception {
        host.inject(fault, FaultSchedule.once().within("reset"));
        site.state(Operation.STATUS);
        var answer = site.post(site.sign(site.ask(Operation.RESET)));
        assertEquals(status, answer.statusCode());
        assertThrows(IllegalArgumentException.class, () -> EndpointAnswer.parse(answer.body()));
        assertEquals(1, host.happened(fault));
        site.state(Operation.RESET);
    }

    @Test
    void a_cached_answer_has_another_nonce() throws Exception {
        host.inject(Fault.ENDPOINT_WRONG_NONCE, FaultSchedule.once());
        var request = site.ask(Operation.STATUS);
        assertNotEquals(request.nonce(), site.answer(request).nonce());
        assertEquals(1, host.happened(Fault.ENDPOINT_WRONG_NONCE));
    }

    @Test
    void a_hanging_endpoint_never_answers() {
        host.inject(Fault.ENDPOINT_HANG, FaultSchedule.once());
        assertThrows(
                HttpTimeoutException.class,
                () -> site.post(site.sign(site.ask(Operation.STATUS)), Duration.ofMillis(300)));
        assertEquals(1, host.happened(Fault.ENDPOINT_HANG));
    }

    @Test
    void a_host_whose_clock_is_ahead_refuses_with_its_own_time() throws Exception {
        host.inject(Fault.CLOCK_AHEAD, FaultSchedule.once());
        var request = site.ask(Operation.STATUS);
        var refusal = (EndpointRefusal) site.answer(request);
        assertEquals(EndpointRefusal.SKEW, refusal.error());
        assertTrue(refusal.time() >= request.ts() + 300);
    }

    @Test
    void health_fails_for_what_comes_after_the_switch() throws Exception {
        host.inject(Fault.UNHEALTHY_AFTER_SWITCH);
        assertEquals(200, site.get("/healthz").statusCode());
        host.link("b");
        site.state(Operation.RESET);
        assertEquals(500, site.get("/healthz").statusCode());
        assertEquals(1, host.happened(Fault.UNHEALTHY_AFTER_SWITCH));
    }

    @Test
    void a_flapping_host_is_healthy_every_other_time() throws Exception {
        host.inject(Fault.FLAPPING);
        for (int round = 0; round < 3; round++) {
            assertEquals(500, site.get("/healthz").statusCode());
            assertEquals(200, site.get("/healthz").statusCode());
        }
        assertEquals(3, host.happened(Fault.FLAPPING));
    }

    @Test
    void a_fleet_can_start_with_a_fault() throws IOException {
        try (var troubled = EmbeddedFleet.builder()
                .hosts(2)
                .fault("web02", Fault.UNREACHABLE, FaultSchedule.always())
                .start()) {
            assertEquals(1, troubled.host("web02").happened(Fault.UNREACHABLE));
            assertEquals(0, troubled.host("web01").happened(Fault.UNREACHABLE));
        }
    }

    private static FleetClient.Ended run(ClientSession session, String command) throws IOException {
        return FleetClient.run(session, command, new ByteArrayInputStream("".getBytes(StandardCharsets.UTF_8)));
    }
}
