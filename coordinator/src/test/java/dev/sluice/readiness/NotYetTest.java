package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.Problem;
import dev.sluice.operation.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                "notify: [{ webhook: 'https://h.example.com', events: [held, inconclusive] }] | 4:61 notify[0].events[1]",
                "tasks: { finish: [{ run: x, undo: y }] } | 4:29 tasks.finish[0].undo",
            })
    void what_is_missed_is_told_at_its_place(String line, String place) throws IOException {
        var project = project(INVENTORY, PLAYBOOK + line);
        assertEquals(List.of(place), told(NotYet.in(project.playbookDocument().index())));
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
                "release: { base: link, limit: 10MB/s }",
                "notify: [{ webhook: 'https://h.example.com' }]",
                "schedule: [{ name: n, cron: '0 0 1 * * ?', zone: UTC, artifact: { newest: a } }]",
                "health: [{ name: a, http: /, status: 200, headers: { A: b } }, { name: b, run: x }, { name: c, tcp:"
                        + " 'localhost:1' }]",
            })
    void a_key_that_asks_for_nothing_unbuilt_is_no_matter(String line) throws IOException {
        var project = project(INVENTORY, PLAYBOOK + line);
        assertEquals(List.of(), NotYet.in(project.playbookDocument().index()));
    }
}
