package dev.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.CommandResult;
import dev.sluice.host.ConversationException;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConversation;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Host scripts run on embedded hosts as they do on real ones, and faults can be aimed at one of them. */
class HostScriptTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final HostScript COUNT = new HostScript("count", """
            # count: answers with how many bytes came
            while IFS= read -r value && [ "$value" != "$k" ]; do :; done
            echo "$k BEGIN"
            bytes=$(wc -c)
            : > counted
            echo "$k OK bytes=$((bytes))"
            """);

    private EmbeddedFleet fleet;
    private EmbeddedHost host;
    private FleetClient client;

    @BeforeEach
    void a_fleet() throws IOException {
        fleet = EmbeddedFleet.builder().hosts(1).start();
        host = fleet.host("web01");
        client = new FleetClient(fleet);
    }

    @AfterEach
    void nothing_stays() {
        client.close();
        fleet.close();
    }

    @Test
    void a_script_takes_values_and_a_payload_and_answers() throws Exception {
        assertEquals("300000", count().find("bytes").orElseThrow());
    }

    @Test
    void a_fault_for_another_script_does_not_touch_it() throws Exception {
        host.inject(Fault.SESSION_LOST, FaultSchedule.always().within("# switch"));
        assertTrue(count().ok());
        assertEquals(0, host.happened(Fault.SESSION_LOST));
    }

    @Test
    void an_answer_that_is_lost_leaves_the_effect_unknown_to_the_caller() {
        host.inject(Fault.ANSWER_LOST, FaultSchedule.once().within("# count"));
        var failure = assertThrows(ConversationException.class, this::count);
        assertEquals(HostException.Kind.LOST, failure.kind());
        assertTrue(Files.exists(host.directory().resolve("counted")));
        assertEquals(1, host.happened(Fault.ANSWER_LOST));
    }

    @Test
    void a_host_that_is_unreachable_at_one_script_answers_all_before_it() throws Exception {
        host.inject(Fault.UNREACHABLE, FaultSchedule.once().within("# count").after(1));
        assertTrue(count().ok());
        assertThrows(ConversationException.class, this::count);
        assertThrows(IOException.class, () -> client.connect(host));
        assertEquals(1, host.happened(Fault.UNREACHABLE));
    }

    private CommandResult count() throws IOException, ConversationException {
        var payload =
                new HostCommand.Payload(out -> out.write("x".repeat(300_000).getBytes(StandardCharsets.US_ASCII)));
        var command = new HostCommand(COUNT, Map.of("key", "any value"), payload, LONG);
        try (var session = client.connect(host);
                var channel = session.createExecChannel(HostConversation.COMMAND)) {
            channel.open().verify(LONG);
            var nonce = "0123456789abcdef";
            return HostConversation.hold(
                    command, nonce, channel.getInvertedIn(), channel.getInvertedOut(), ForkJoinPool.commonPool());
        }
    }
}
