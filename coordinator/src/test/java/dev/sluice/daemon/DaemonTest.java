package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.RolloutListener;
import dev.sluice.notify.Receiver;
import dev.sluice.operation.Proposal;
import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.schedule.Alarm;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import dev.sluice.wiring.SystemTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A daemon whose files have errors when it starts. */
class DaemonTest {
    private static final String INVENTORY = """
            inventory: 1
            name: prod
            defaults: { path: /srv/shop, ssh: { user: deploy } }
            groups: { web: { hosts: [{ name: web01, address: web01.int.example.com }] } }
            """;

    @TempDir
    private Path directory;

    private static final class Silent implements SiteFront {
        @Override
        public void ended(List<RolloutResult> results) {}

        @Override
        public void approve(Proposal proposal) {}

        @Override
        public RolloutListener listen(RolloutPlan plan) {
            return (seq, event, state) -> {};
        }

        @Override
        public void note(String note) {}
    }

    private static final class NoAlarm implements Alarm {
        @Override
        public void set(String name, Instant at, Runnable action) {}

        @Override
        public void close() {}
    }

    private static String playbook(Receiver receiver, String targets) {
        return """
                playbook: 1
                name: shop
                targets: %s
                opcache: { endpoint: none, method: none }
                notify: [{ webhook: '%s' }]
                """.formatted(targets, receiver.url());
    }

    /** Returns the title of what is sent first. */
    private String firstMessage(String inventory, String playbook, Receiver receiver) throws Exception {
        var spec = DaemonSpec.of(
                Files.writeString(directory.resolve("inventory.yml"), inventory),
                Files.writeString(directory.resolve("playbook.yml"), playbook));
        try (var coordinator =
                new Coordinator(new Settings(directory.resolve("state"), Map.of(), "test", Optional.empty()))) {
            var daemon = new Daemon(spec, coordinator, new NoAlarm(), notice -> {}, new SystemTime(), Silent::new);
            var thread = new Thread(() -> run(daemon));
            thread.start();
            var message = JsonMapper.shared().readTree(receiver.take().body());
            daemon.stop("SIGTERM");
            thread.join();
            assertEquals("problems", message.path("type").asString());
            return message.path("title").asString();
        }
    }

    private static void run(Daemon daemon) {
        try {
            daemon.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void who_is_notified_is_read_from_a_playbook_that_has_errors_elsewhere() throws Exception {
        try (var receiver = new Receiver(200)) {
            var title = firstMessage(INVENTORY, playbook(receiver, "web\nstrateg: {}"), receiver);
            assertTrue(title.contains("nothing starts until the files are mended"), title);
        }
    }

    @Test
    void an_inventory_with_errors_is_reported_to_those_that_the_playbook_names() throws Exception {
        try (var receiver = new Receiver(200)) {
            var title = firstMessage(INVENTORY.replace("path:", "pth:"), playbook(receiver, "web"), receiver);
            assertTrue(title.contains("nothing starts until the files are mended"), title);
        }
    }
}
