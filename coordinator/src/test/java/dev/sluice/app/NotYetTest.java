package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.NotYet.Effect;
import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.artifact.Provenance;
import dev.sluice.document.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotYetTest {
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
            """;

    @TempDir
    private Path folder;

    private Project project(String inventory, String playbook) throws IOException {
        return Project.read(
                Files.writeString(folder.resolve("inventory.yml"), inventory),
                Files.writeString(folder.resolve("playbook.yml"), playbook));
    }

    private static List<String> told(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "opcache: { endpoint: fastcgi } | 4:12 opcache.endpoint",
                "opcache: { for: [{ on: web, endpoint: fastcgi }] } | 4:29 opcache.for[0].endpoint",
            })
    void a_playbook_that_would_be_dangerous_without_the_key_is_refused(String line, String place) throws IOException {
        assertEquals(List.of(place), told(NotYet.in(project(INVENTORY, PLAYBOOK + line), Effect.REFUSED)));
    }

    @Test
    void jump_hosts_and_requests_on_the_host_are_built() throws IOException {
        var inventory = """
                inventory: 1
                name: prod
                defaults: { ssh: { user: deploy, jump: bastion }, web: { via: exec }, path: /srv }
                groups: { web: { hosts: [web01] } }
                """;
        assertEquals(List.of(), NotYet.in(project(inventory, PLAYBOOK), Effect.REFUSED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "release: { base: link } | 4:12 release.base",
                "schedule: [{ name: n, cron: '0 0 1 * * ?', zone: UTC, artifact: { newest: a } }] | 4:1 schedule",
                "tasks: { finish: [{ run: x, undo: y }] } | 4:29 tasks.finish[0].undo",
                "notify: [{ webhook: 'https://h.example.com' }] | 4:1 notify",
            })
    void what_is_only_missed_is_told_and_refuses_nothing(String line, String place) throws IOException {
        var project = project(INVENTORY, PLAYBOOK + line);
        assertEquals(List.of(), NotYet.in(project, Effect.REFUSED));
        assertEquals(List.of(place), told(NotYet.in(project, Effect.TOLD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasks: { prepare: [{ run: x }], finish: [] }",
                "strategy: { batches: [{ size: 1, hold: true }], max_unreachable: 1, progress_deadline: 1m }",
                "strategies: { fast: { soak: 0s } }",
                "opcache: { endpoint: in_release, method: reload, reload: x, warm: true, proof: { busy: reload } }",
                "opcache: { endpoint: none, method: none }",
                "release: { base: copy }",
                "health: [{ name: a, http: /, status: 200, headers: { A: b } }, { name: b, run: x }, { name: c, tcp:"
                        + " 'localhost:1' }]",
            })
    void a_key_that_asks_for_nothing_unbuilt_is_no_matter(String line) throws IOException {
        var project = project(INVENTORY, PLAYBOOK + line);
        assertEquals(List.of(), NotYet.in(project, Effect.REFUSED));
        assertEquals(List.of(), NotYet.in(project, Effect.TOLD));
    }

    @Test
    void a_release_is_refused_before_anything_is_read_or_reached() throws Exception {
        try (var host = ServerSocketChannel.open()) {
            host.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            var port = ((InetSocketAddress) host.getLocalAddress()).getPort();
            var inventory = INVENTORY
                    .replace("user: deploy", "user: deploy, port: " + port)
                    .replace("[web01]", "[{ name: web01, address: 127.0.0.1 }]");
            var playbook = PLAYBOOK + "opcache: { endpoint: fastcgi }\n";
            var settings = new Settings(folder.resolve("state"), Map.of(), "test", Optional.empty());
            try (var coordinator = new Coordinator(project(inventory, playbook), settings)) {
                var nothing = new Releasing.Order(
                        Optional.of(folder.resolve("no-such-artifact")),
                        Provenance.Digest.WHEN_THERE,
                        Optional.empty(),
                        Scope.ALL,
                        List.of(),
                        Optional.empty());
                var refused = assertThrows(RefusedException.class, () -> new Releasing(coordinator).prepare(nothing));
                assertEquals(Reason.INVALID, refused.reason());
                assertEquals(1, refused.lines().size(), refused.lines()::toString);
                assertTrue(refused.lines().get(0).contains("playbook.yml:4:"), refused.lines()::toString);
            }
            assertNull(host.accept(), "somebody connected");
        }
    }
}
