package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.engine.Outbox;
import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import dev.sluice.playbook.Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of files that become unusable, and usable again. */
class SiteProjectTest {
    private static final String INVENTORY = """
            inventory: 1
            name: prod
            defaults: { path: /srv/shop, ssh: { user: deploy } }
            groups: { web: { hosts: [web01] } }
            """;
    private static final String PLAYBOOK = """
            playbook: 1
            name: shop
            targets: web
            opcache: { endpoint: none, method: none }
            notify: [{ webhook: 'https://hooks.example.com/a' }]
            """;
    private static final String NO_YAML = "playbook: [\n}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private SiteFiles files;

    @SuppressWarnings("NullAway.Init")
    private SiteProject project;

    private static final class NoOutbox implements Outbox {
        @Override
        public void put(Message message, Notification to) {}

        @Override
        public void deliver() {}

        @Override
        public void hurry() {}

        @Override
        public List<Letter> undelivered() {
            return List.of();
        }
    }

    @BeforeEach
    void files() throws IOException {
        files = new SiteFiles(
                Files.writeString(directory.resolve("inventory.yml"), INVENTORY), directory.resolve("playbook.yml"));
        project = new SiteProject(files, new NoOutbox());
    }

    private void read(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(project.refresh());
        assertFalse(project.refresh());
    }

    private int notified() {
        return project.notifications().notified().size();
    }

    @Test
    void files_that_became_no_yaml_start_nothing_and_the_last_usable_ones_count_for_what_has_begun()
            throws IOException {
        read(files.playbook(), PLAYBOOK);
        var usable = project.project().orElseThrow();
        assertTrue(project.isUsable());
        read(files.playbook(), NO_YAML);
        assertFalse(project.isUsable());
        assertEquals(usable, project.project().orElseThrow());
        assertEquals(1, notified());
        read(files.playbook(), PLAYBOOK.replace("targets: web", "targets: web\nlabel: x"));
        assertEquals(1, notified());
        read(files.inventory(), NO_YAML);
        assertEquals(usable.fleet(), project.fleet());
        assertEquals(1, notified());
        Files.writeString(files.inventory(), INVENTORY);
        read(files.playbook(), PLAYBOOK);
        assertTrue(project.isUsable());
    }

    @Test
    void whoever_a_file_with_errors_names_is_notified_when_it_becomes_no_yaml() throws IOException {
        read(files.playbook(), NO_YAML);
        assertEquals(0, notified());
        read(files.playbook(), PLAYBOOK.replace("targets:", "target:"));
        assertEquals(1, notified());
        read(files.playbook(), NO_YAML);
        assertEquals(1, notified());
        assertTrue(project.project().isEmpty());
    }
}
