package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.DaemonSpec.Heartbeat;
import dev.sluice.daemon.DaemonSpec.Retain;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.notify.Receiver;
import dev.sluice.operation.Notice;
import dev.sluice.operation.Notices;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import dev.sluice.wiring.SystemTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
            var daemon = new Daemon(spec, coordinator, new NoAlarm(), notice -> {}, new SystemTime(), SilentFront::new);
            var thread = new Thread(() -> run(daemon));
            thread.start();
            var message = JsonMapper.shared().readTree(receiver.take().body());
            daemon.stop("SIGTERM");
            thread.join();
            assertEquals("problems", message.path("type").asString());
            return message.path("title").asString();
        }
    }

    /** Of one site or several, until a notice of this kind comes; then something else is done, and it ends. */
    private void serve(DaemonSpec spec, Notice.Kind kind, String words, Executable then) throws Throwable {
        var found = new CountDownLatch(1);
        Notices notices = notice -> {
            if (notice.kind() == kind && notice.words().contains(words)) {
                found.countDown();
            }
        };
        try (var coordinator =
                new Coordinator(new Settings(directory.resolve("state"), Map.of(), "test", Optional.empty()))) {
            var daemon = new Daemon(spec, coordinator, new NoAlarm(), notices, new SystemTime(), SilentFront::new);
            var thread = new Thread(() -> run(daemon));
            thread.start();
            found.await();
            then.execute();
            daemon.stop("SIGTERM");
            thread.join();
        }
    }

    private SiteFiles site(String name, String playbook) throws IOException {
        return new SiteFiles(
                Files.writeString(directory.resolve(name + ".inventory.yml"), INVENTORY),
                Files.writeString(directory.resolve(name + ".playbook.yml"), playbook));
    }

    private static DaemonSpec spec(Optional<Heartbeat> heartbeat, SiteFiles... sites) {
        return new DaemonSpec(List.of(sites), 1, Retain.DEFAULT, heartbeat, Optional.empty());
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

    @Test
    void a_playbook_that_is_no_yaml_is_reported_to_those_whom_another_site_names() throws Throwable {
        try (var receiver = new Receiver(200)) {
            var spec = spec(
                    Optional.empty(),
                    site("shop", "name: shop\nnotify: [{ webhook: web01.int.example.com\n"),
                    site("blog", playbook(receiver, "web\nschedule: []").replace("name: shop", "name: blog")));
            serve(spec, Notice.Kind.BROKEN_FILES, "nothing starts", () -> {
                var message = JsonMapper.shared().readTree(receiver.take().body());
                assertEquals("prod/shop", message.path("fleet").asString());
                assertEquals(
                        "files: the files have errors, and name no one who can be notified; nothing starts until they are"
                                + " mended: run sluice validate for " + directory.resolve("shop.playbook.yml"),
                        message.path("title").asString());
            });
        }
    }

    @Test
    void a_site_is_alive_from_its_first_turn_until_the_daemon_was_stopped() throws Exception {
        var spec = spec(Optional.empty(), site("shop", "notify: ["));
        try (var coordinator =
                new Coordinator(new Settings(directory.resolve("state"), Map.of(), "test", Optional.empty()))) {
            var daemon = new Daemon(spec, coordinator, new NoAlarm(), notice -> {}, new SystemTime(), SilentFront::new);
            var site = daemon.sites().get(0);
            assertFalse(site.isAlive() || site.isRead());
            var thread = new Thread(() -> run(daemon));
            thread.start();
            while (!site.isRead()) {
                Thread.onSpinWait();
            }
            assertTrue(site.isAlive());
            assertFalse(site.problems().isEmpty());
            daemon.stop("SIGTERM");
            thread.join();
            assertFalse(site.isAlive());
        }
    }

    @Test
    void while_nobody_can_be_notified_of_broken_files_the_heartbeat_is_silent() throws Throwable {
        try (var heard = new Receiver(200)) {
            var shop = site("shop", "notify: [");
            var heartbeat = new Heartbeat(URI.create(heard.url()), Duration.ofMillis(1));
            serve(spec(Optional.of(heartbeat), shop), Notice.Kind.TROUBLE, "names anybody to notify", () -> {
                assertEquals(0, heard.count());
                Files.writeString(shop.playbook(), playbook(heard, "web").replaceFirst("notify: .*", "schedule: []"));
                heard.take();
            });
        }
    }
}
